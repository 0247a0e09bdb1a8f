package dev.convexairbyte.cdk.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.convexairbyte.cdk.io.IncomingMessage.IncomingState;
import dev.convexairbyte.cdk.io.MessageReader;
import dev.convexairbyte.cdk.io.StateEcho;
import dev.convexairbyte.cdk.io.StdoutMessageWriter;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.message.AirbyteStreamStatusReason.RateLimited;
import dev.convexairbyte.cdk.runner.FakeSource;
import dev.convexairbyte.cdk.spec.SpecResource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds what the writer makes against {@code spec/airbyte/airbyte-message.schema.json}. */
class MessageSchemaTest {

  private static final long NOW = 1_760_000_000_123L;

  private final Schema schema = schema();

  @Test
  void acceptsEveryKindOfMessageThatWeMake() throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    StdoutMessageWriter writer = StdoutMessageWriter.to(output);
    StreamDescriptor users = new StreamDescriptor("users", "a/b");
    JsonNode anything = Json.mapper().readTree("{\"cursor\":1.10}");

    writer.writeLine(new SpecResource(new FakeSource()).line());
    writer.write(AirbyteMessage.of(AirbyteConnectionStatus.succeeded()));
    writer.write(AirbyteMessage.of(AirbyteConnectionStatus.failed("no")));
    writer.write(AirbyteMessage.of(new AirbyteCatalog(List.of())));
    for (AirbyteLogMessage.Level level : AirbyteLogMessage.Level.values()) {
      writer.write(AirbyteMessage.of(new AirbyteLogMessage(level, "m", "at x")));
    }
    writer.write(
        AirbyteMessage.of(
            new AirbyteCatalog(
                List.of(
                    new AirbyteStream(
                        "users",
                        "a/b",
                        anything,
                        List.of(SyncMode.values()),
                        true,
                        List.of("_ts"),
                        List.of(List.of("_id")),
                        true)))));
    writer.write(
        AirbyteMessage.of(
            new AirbyteStateMessage(
                AirbyteStateMessage.Type.STREAM,
                new AirbyteStreamState(users, anything),
                null,
                null,
                AirbyteStateStats.ofRecords(12),
                null)));
    writer.write(
        AirbyteMessage.of(
            new AirbyteStateMessage(
                AirbyteStateMessage.Type.GLOBAL,
                null,
                new AirbyteGlobalState(anything, List.of(new AirbyteStreamState(users, null))),
                null,
                null,
                new AirbyteStateStats(1.0, 2.0))));
    for (FailureType type : FailureType.values()) {
      writer.write(
          AirbyteMessage.of(
              AirbyteTraceMessage.of(
                  NOW, new AirbyteErrorTraceMessage("m", "i", "s", type, users))));
    }
    for (AirbyteStreamStatus status : AirbyteStreamStatus.values()) {
      writer.write(
          AirbyteMessage.of(
              AirbyteTraceMessage.of(
                  NOW,
                  new AirbyteStreamStatusTraceMessage(
                      users,
                      status,
                      List.of(
                          new AirbyteStreamStatusReason(
                              AirbyteStreamStatusReason.Type.RATE_LIMITED,
                              new RateLimited(1L)))))));
    }
    writer.write(
        AirbyteMessage.of(
            new AirbyteTraceMessage(
                AirbyteTraceMessage.Type.ESTIMATE,
                BigDecimal.valueOf(NOW),
                null,
                new AirbyteEstimateTraceMessage(
                    "users", AirbyteEstimateTraceMessage.Type.STREAM, "a/b", 5L, 6L),
                null)));
    writer.recordWriter(users).write(data -> data.write(Json.mapper().writeValueAsBytes(anything)));
    writer.flush();

    Set<String> types = new TreeSet<>();
    for (String line : output.toString(UTF_8).lines().toList()) {
      assertThat(errors(line)).as(line).isEmpty();
      types.add(Json.mapper().readTree(line).get("type").textValue());
    }
    assertThat(types)
        .containsExactly("CATALOG", "CONNECTION_STATUS", "LOG", "RECORD", "SPEC", "STATE", "TRACE");
  }

  @Test
  void acceptsAnEchoOfAStateWithExplicitNulls() throws JsonProcessingException {
    String line =
        "{\"type\":\"STATE\",\"log\":null,\"record\":null,\"state\":{\"type\":\"STREAM\",\"stream\":"
            + "{\"stream_descriptor\":{\"name\":\"s\",\"namespace\":null},\"stream_state\":null},"
            + "\"global\":null,\"data\":null,\"sourceStats\":null,\"destinationStats\":null}}\n";
    IncomingState state =
        (IncomingState)
            Objects.requireNonNull(
                new MessageReader(new ByteArrayInputStream(line.getBytes(UTF_8))).next());

    assertThat(errors(new String(StateEcho.of(state.line(), 3), UTF_8))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"type\":\"RECORDS\"}",
        "{\"type\":\"RECORD\"}",
        "{\"type\":\"RECORD\",\"record\":null}",
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":{\"a\":1}}}",
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":{\"a\":1},\"emitted_at\":1760000000}}",
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":{\"a\":1},\"emitted_at\":1760000000123.5}}",
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":{},\"emitted_at\":1760000000123}}",
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":[],\"emitted_at\":1760000000123}}",
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"namespace\":null,\"data\":{\"a\":1},\"emitted_at\":1760000000123}}",
        "{\"type\":\"STATE\",\"state\":{}}",
        "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\"}}",
        "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":null}}",
        "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_state\":{}}}}",
        "{\"type\":\"STATE\",\"state\":{\"type\":\"GLOBAL\",\"global\":{}}}",
        "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"id\":\"7\",\"stream\":{\"stream_descriptor\":{\"name\":\"s\"}}}}",
        "{\"type\":\"LOG\",\"log\":{\"level\":\"LOUD\",\"message\":\"m\"}}",
        "{\"type\":\"LOG\",\"log\":{\"level\":\"INFO\"}}",
        "{\"type\":\"TRACE\",\"trace\":{\"type\":\"ERROR\",\"emitted_at\":1760000000123}}",
        "{\"type\":\"TRACE\",\"trace\":{\"type\":\"ERROR\",\"error\":{\"message\":\"m\"}}}",
        "{\"type\":\"TRACE\",\"trace\":{\"type\":\"ERROR\",\"emitted_at\":1760000000123,\"error\":{\"message\":\"m\",\"failure_type\":\"CONFIG_ERROR\"}}}",
        "{\"type\":\"TRACE\",\"trace\":{\"type\":\"STREAM_STATUS\",\"emitted_at\":1760000000123,\"stream_status\":{\"status\":\"COMPLETE\"}}}",
        "{\"type\":\"CONNECTION_STATUS\",\"connection_status\":{\"status\":\"FAILED\"}}",
        "{\"type\":\"CONNECTION_STATUS\",\"connectionStatus\":{\"status\":\"failed\"}}",
        "{\"type\":\"CATALOG\",\"catalog\":{\"streams\":[{\"name\":\"s\",\"json_schema\":{},\"supported_sync_modes\":[]}]}}",
        "{\"type\":\"CATALOG\",\"catalog\":{\"streams\":[{\"name\":\"s\",\"json_schema\":{},\"supported_sync_modes\":[\"full_refresh\"],\"is_resumable\":true}]}}",
        "{\"type\":\"SPEC\",\"spec\":{\"documentationUrl\":\"x\"}}"
      })
  void refusesMessagesThatThePlatformWouldNotUnderstand(String line)
      throws JsonProcessingException {
    assertThat(errors(line)).isNotEmpty();
  }

  private List<String> errors(String line) throws JsonProcessingException {
    return schema.validate(Json.mapper().readTree(line)).stream().map(Object::toString).toList();
  }

  private static Schema schema() {
    InputStream resource =
        MessageSchemaTest.class.getResourceAsStream("/spec/airbyte/airbyte-message.schema.json");
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
        .getSchema(Objects.requireNonNull(resource));
  }
}
