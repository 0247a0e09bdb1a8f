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
    assertThat(text(message, message.start(), message.end()))
        .isEqualTo(handedOn == null ? line : handedOn);
    assertThat(text(message, message.dataStart(), message.dataEnd()))
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

  @Test
  void aMessageIsGoodUntilTheNextIsAskedForHoweverManyCome() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int record = 0; record < 20_000; record++) {
      text.append("{\"type\":\"RECORD\",\"record\":{\"stream\":\"u\",\"data\":{\"id\":")
          .append(record)
          .append("}}}\n");
    }
    RawMessageReader reader = reader(text.toString());

    for (int record = 0; record < 20_000; record++) {
      RawMessage message = reader.next();
      assertThat(message).isNotNull();
      assertThat(text(message, message.dataStart(), message.dataEnd()))
          .isEqualTo("{\"id\":" + record + "}");
    }
    assertThat(reader.next()).isNull();
  }

  private static String text(RawMessage message, int start, int end) {
    return new String(message.bytes(), start, end - start, UTF_8);
  }

  private static RawMessageReader reader(String text) {
    return new RawMessageReader(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }
}
