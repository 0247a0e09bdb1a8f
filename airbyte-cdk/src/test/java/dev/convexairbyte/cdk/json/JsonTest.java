package dev.convexairbyte.cdk.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import dev.convexairbyte.cdk.message.AirbyteLogMessage;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteCatalog;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12.0",
        "1.10",
        "0.1",
        "123456789012345678901234567890",
        "9007199254740993",
        "-9223372036854775808",
        "1.7976931348623157E+400",
        "0.30000000000000004441"
      })
  void keepsEveryDigitOfNumbersInTrees(String number) throws JsonProcessingException {
    String text = "{\"cursor\":" + number + "}";

    assertThat(Json.mapper().readTree(text)).hasToString(text);
  }

  @Test
  void escapesWhatPythonTakesForLineEnds() throws JsonProcessingException {
    String text = "a\u2028b\u2029c\u0085d\u00e9\uD83D\uDE00\n";

    String json = Json.mapper().writeValueAsString(new Object[] {text});

    assertThat(json).isEqualTo("[\"a\\u2028b\\u2029c\\u0085d\u00e9\uD83D\uDE00\\n\"]");
  }

  @Test
  void toleratesUnknownPropertiesAndTurnsExplicitNullsIntoNone() throws JsonProcessingException {
    String json =
        """
        {"type": "STREAM", "data": null, "global": null, "sourceStats": null, "destinationStats": null,
         "id": 7, "stream": {"stream_descriptor": {"name": "a", "namespace": null, "x": [1]}, "stream_state": null}}""";

    AirbyteStateMessage state = Json.mapper().readValue(json, AirbyteStateMessage.class);

    assertThat(state.type()).isEqualTo(AirbyteStateMessage.Type.STREAM);
    assertThat(state.data()).isNull();
    assertThat(state.global()).isNull();
    assertThat(Objects.requireNonNull(state.stream()).streamState()).isNull();
    assertThat(state.stream().streamDescriptor().namespace()).isNull();
  }

  @Test
  void leavesAbsentValuesOutOnOutput() throws JsonProcessingException {
    AirbyteLogMessage log = new AirbyteLogMessage(AirbyteLogMessage.Level.INFO, "hello", null);

    assertThat(Json.mapper().writeValueAsString(log))
        .isEqualTo("{\"level\":\"INFO\",\"message\":\"hello\"}");
  }

  @ParameterizedTest(name = "{1}")
  @CsvFileSource(resources = "/cdk/unfit-catalogs.csv", delimiter = ';', quoteCharacter = '\'')
  void namesThePathOfWhatDoesNotFitAndNotItsValue(String json, String words) {
    JsonMappingException fault =
        catchThrowableOfType(
            JsonMappingException.class,
            () -> Json.mapper().readValue(json, ConfiguredAirbyteCatalog.class));

    assertThat(Fault.inWords(fault)).isEqualTo(words);
  }

  @Test
  void namesThePositionOfWhatIsNotJson() {
    JsonProcessingException fault =
        catchThrowableOfType(
            JsonProcessingException.class, () -> Json.mapper().readTree("{\n  \"a\": SECRET}"));

    assertThat(Fault.position(fault)).matches("line 2, column \\d+");
  }

  @Test
  void readsStringsOf64MiB() throws JsonProcessingException {
    String text = "x".repeat(64 * 1024 * 1024);

    assertThat(Json.mapper().readTree("\"" + text + "\"").textValue()).hasSize(text.length());
  }
}
