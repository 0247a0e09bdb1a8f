package dev.convexairbyte.cdk.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.convexairbyte.cdk.io.StdoutMessageWriter;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.secret.SecretMask;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class StandardStreamsTest {

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  @Test
  void turnsStrayPrintsIntoMaskedLogMessagesAndMasksStandardError() throws JsonProcessingException {
    SecretMask mask = new SecretMask();
    mask.learn(
        Json.mapper().readTree("{\"properties\":{\"k\":{\"airbyte_secret\":true}}}"),
        Json.mapper().readTree("{\"k\":\"geheim\u00e9\"}"));
    PrintStream formerOutput = System.out;
    PrintStream formerErrors = System.err;
    StandardStreams streams =
        StandardStreams.takeOver(
            new StdoutMessageWriter(output, Clock.systemUTC(), mask),
            new PrintStream(errors, true, UTF_8),
            mask);
    try {
      System.out.print("one ");
      System.out.println("geheim\u00e9");
      System.out.print("two\r\nthree");
      System.err.println("geheim\u00e9!");
      System.err.print("end");
    } finally {
      streams.close();
      streams.giveBack();
    }

    assertThat(output.toString(UTF_8).lines())
        .containsExactly(log("one ****"), log("two"), log("three"));
    assertThat(errors.toString(UTF_8).lines()).containsExactly("****!", "end");
    assertThat(System.out).isSameAs(formerOutput);
    assertThat(System.err).isSameAs(formerErrors);
  }

  private static String log(String message) {
    return "{\"type\":\"LOG\",\"log\":{\"level\":\"INFO\",\"message\":\"" + message + "\"}}";
  }
}
