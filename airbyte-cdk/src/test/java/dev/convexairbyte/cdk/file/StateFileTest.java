package dev.convexairbyte.cdk.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.ConnectorException;
import dev.convexairbyte.cdk.io.StdoutMessageWriter;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.log.LogOutput;
import dev.convexairbyte.cdk.message.AirbyteGlobalState;
import dev.convexairbyte.cdk.message.AirbyteLogMessage;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.AirbyteStreamState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StateFileTest {

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  @TempDir private Path directory;

  @BeforeEach
  void collectLog() {
    LogOutput.install(StdoutMessageWriter.to(log), AirbyteLogMessage.Level.INFO);
  }

  @AfterEach
  void leaveLog() {
    LogOutput.uninstall();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("readableFiles")
  void readsEveryFormThatIsInUse(String name, String content, List<String> states, int warnings)
      throws IOException {
    Path file = file(content);

    assertThat(StateFile.read(file).stream().map(StateFileTest::gist))
        .containsExactlyElementsOf(states);
    assertThat(log.toString(UTF_8).lines())
        .hasSize(warnings)
        .allMatch(line -> line.contains("WARN"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenFiles")
  void refusesWhatCannotBeAState(String name, String content, String error) throws IOException {
    Path file = file(content);

    Refusals.assertRefused("state", file, error, () -> StateFile.read(file));
  }

  @Test
  void takesNoFileAndAMissingFileForNoState() {
    assertThat(StateFile.read(null)).isEmpty();
    assertThat(log.size()).isZero();

    assertThat(StateFile.read(directory.resolve("missing.json"))).isEmpty();
    assertThat(log.toString(UTF_8).lines())
        .singleElement()
        .asString()
        .contains("INFO", "does not exist: the sync starts from the beginning.");
  }

  @Test
  void refusesAFileThatCannotBeRead() {
    assertThatThrownBy(() -> StateFile.read(directory))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("because it cannot be read; check that it is a file");
  }

  static Stream<Arguments> readableFiles() throws IOException {
    return cases()
        .filter(row -> !row.has("error"))
        .map(
            row -> {
              List<String> states = new ArrayList<>();
              row.get("states").forEach(state -> states.add(state.textValue()));
              return Arguments.of(
                  row.get("case").textValue(),
                  row.get("content").textValue(),
                  states,
                  row.path("warnings").asInt());
            });
  }

  static Stream<Arguments> brokenFiles() throws IOException {
    return cases()
        .filter(row -> row.has("error"))
        .map(
            row ->
                Arguments.of(
                    row.get("case").textValue(),
                    row.get("content").textValue(),
                    row.get("error").textValue()));
  }

  private static Stream<JsonNode> cases() throws IOException {
    try (InputStream table = StateFileTest.class.getResourceAsStream("/cdk/state-files.json")) {
      List<JsonNode> rows = new ArrayList<>();
      Json.mapper().readTree(Objects.requireNonNull(table)).forEach(rows::add);
      return rows.stream();
    }
  }

  private static String gist(AirbyteStateMessage state) {
    AirbyteStreamState stream = state.stream();
    if (stream != null) {
      return stream.streamDescriptor() + "=" + stream.streamState();
    }
    AirbyteGlobalState global = Objects.requireNonNull(state.global());
    return "global=" + global.sharedState();
  }

  private Path file(String content) throws IOException {
    return Files.writeString(directory.resolve("state.json"), content);
  }
}
