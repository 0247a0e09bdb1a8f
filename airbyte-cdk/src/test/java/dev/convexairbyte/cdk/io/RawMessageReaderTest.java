package dev.convexairbyte.cdk.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class RawMessageReaderTest {

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "/cdk/raw-messages.csv",
      delimiter = '|',
      quoteCharacter = '\'',
      numLinesToSkip = 1)
  void findsWhatAPlatformNeeds(
      String what, String line, String type, String stream, String data, String handedOn)
      throws IOException {
    RawMessage message = reader(line).next();

    assertThat(message).as(what).isNotNull();
    assertThat(message.type()).isEqualTo(type == null ? "" : type);
    assertThat(String.valueOf(message.stream())).isEqualTo(stream == null ? "null" : stream);
    assertThat(new String(message.line(), UTF_8)).isEqualTo(handedOn == null ? line : handedOn);
    assertThat(new String(message.line(), UTF_8).substring(message.dataStart(), message.dataEnd()))
        .isEqualTo(data == null ? "" : data);
  }

  @Test
  void saysWhetherTheNextLineIsHere() throws IOException {
    RawMessageReader reader = reader("{\"type\":\"A\"}\n{\"type\":\"B\"}\n{\"type\"");

    assertThat(reader.next()).extracting(RawMessage::type).isEqualTo("A");
    assertThat(reader.hasNextHere()).isTrue();
    assertThat(reader.next()).extracting(RawMessage::type).isEqualTo("B");
    assertThat(reader.hasNextHere()).isFalse();
    assertThat(reader.next()).extracting(RawMessage::type).isEqualTo("");
    assertThat(reader.next()).isNull();
  }

  private static RawMessageReader reader(String text) {
    return new RawMessageReader(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }
}
