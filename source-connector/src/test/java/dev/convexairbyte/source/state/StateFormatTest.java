package dev.convexairbyte.source.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.AirbyteStreamState;
import dev.convexairbyte.cdk.message.FailureType;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StateFormatTest {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final StreamDescriptor USERS = new StreamDescriptor("users", null);

  static List<Arguments> savedStates() throws IOException {
    List<Arguments> cases = new ArrayList<>();
    try (InputStream table = StateFormatTest.class.getResourceAsStream("saved-states.json")) {
      JSON.readTree(table)
          .forEach(one -> cases.add(Arguments.of(one.path("situation").asText(), one)));
    }
    return cases;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("savedStates")
  void readsEveryStateThatWasEverSavedAndRefusesForeignOnes(String situation, JsonNode one) {
    List<AirbyteStateMessage> states = List.of(streamState(one.get("saved")));

    if (one.has("refused")) {
      assertThatThrownBy(() -> StateFormat.read(states))
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.failureType()).isEqualTo(FailureType.CONFIG_ERROR))
          .hasMessage(
              "Tried to continue stream users from the saved state but failed because %s; clear the state of this stream and sync again.",
              one.get("refused").asText());
    } else {
      assertThat(StateFormat.read(states).values())
          .extracting(StateFormatTest::described)
          .containsExactly(one.get("position").asText());
    }
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    List<StreamPosition> positions =
        List.of(
            new StreamPosition.Unread(),
            new StreamPosition.InSnapshot(7, null),
            new StreamPosition.InSnapshot(1795210659123456789L, "{\"tablet\":\"x\"}"),
            new StreamPosition.InLog(1795210659123456789L));

    for (StreamPosition position : positions) {
      AirbyteStateMessage state = StateFormat.write(USERS, position, 3);

      assertThat(StateFormat.read(List.of(state))).isEqualTo(Map.of(USERS, position));
    }
  }

  @Test
  void writesTimestampsAsTextSoThatNoToolRoundsThem() throws IOException {
    AirbyteStateMessage state =
        StateFormat.write(USERS, new StreamPosition.InLog(1795210659123456789L), 3);

    String written = JSON.writeValueAsString(state);

    assertThat(written)
        .isEqualTo(
            "{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"users\"},"
                + "\"stream_state\":{\"snapshot_cursor\":null,\"snapshot_has_more\":false,"
                + "\"delta_cursor\":\"1795210659123456789\"}},\"sourceStats\":{\"recordCount\":3.0}}");
  }

  @Test
  void refusesAGlobalState() {
    AirbyteStateMessage global =
        new AirbyteStateMessage(AirbyteStateMessage.Type.GLOBAL, null, null, null, null, null);

    assertThatThrownBy(() -> StateFormat.read(List.of(global)))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("not of the kind that this source saves");
  }

  private static AirbyteStateMessage streamState(JsonNode saved) {
    return new AirbyteStateMessage(
        AirbyteStateMessage.Type.STREAM,
        new AirbyteStreamState(USERS, saved),
        null,
        null,
        null,
        null);
  }

  private static String described(StreamPosition position) {
    if (position instanceof StreamPosition.InSnapshot half) {
      return "snapshot %d %s".formatted(half.snapshot(), half.cursor());
    }
    if (position instanceof StreamPosition.InLog log) {
      return "log " + log.cursor();
    }
    return "unread";
  }
}
