package dev.convexairbyte.cdk.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import java.io.IOException;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class RecordFrameTest {

  private static final int ROUNDS = 20_000;
  private static final StreamDescriptor STREAM = new StreamDescriptor("s1", null);
  private static final byte[] REPLACEMENTS = "{}[]\":,\\0123456789-.eE tn".getBytes(UTF_8);

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "/cdk/record-frames.csv",
      delimiter = ';',
      quoteCharacter = '\'',
      numLinesToSkip = 1)
  void standsAroundTheDataOfLinesThatAreAlike(
      String what, String first, String second, boolean isAround) {
    byte[] line = second.getBytes(UTF_8);

    assertThat(frame(first).isAround(line, 0, line.length)).as(what).isEqualTo(isAround);
  }

  /** Where a frame fits, and something that is an object stands in it, a tokenizer agrees. */
  @Test
  void fitsAroundNoLineThatATokenizerWouldReadInAnotherWay() throws IOException {
    long seed = System.nanoTime();
    System.err.println("RecordFrameTest seed " + seed);
    Random random = new Random(seed);
    String text =
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s1\",\"meta\":{\"a\":[\"1\\\\\",\"1\\\"2\",10,-2.05e10]},"
            + "\"data\":{\"a\":1},\"emitted_at\":1700}}";
    RecordFrame frame = frame(text);
    int fitting = 0;

    for (int round = 0; round < ROUNDS; round++) {
      byte[] line = text.getBytes(UTF_8);
      for (int change = random.nextInt(3); change >= 0; change--) {
        line[random.nextInt(line.length)] = REPLACEMENTS[random.nextInt(REPLACEMENTS.length)];
      }
      if (!frame.isAround(line, 0, line.length)) {
        continue;
      }
      Span data = new Span(frame.before(), line.length - frame.behind());
      if (!isObject(line, data)) {
        continue;
      }
      fitting++;
      Envelope envelope = Objects.requireNonNull(Envelope.of(line));
      assertThat(envelope.type()).isEqualTo("RECORD");
      assertThat(envelope.stream()).isEqualTo("s1");
      assertThat(envelope.data()).isEqualTo(data);
    }
    assertThat(fitting).isGreaterThan(ROUNDS / 200);
  }

  private static boolean isObject(byte[] line, Span data) {
    try {
      Json.mapper()
          .readerFor(Object.class)
          .with(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .readValue(line, data.start(), data.end() - data.start());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static RecordFrame frame(String line) {
    byte[] bytes = line.getBytes(UTF_8);
    Envelope plain =
        Objects.requireNonNull(new PlainRecordLine().read(bytes, 0, bytes.length), line);
    return RecordFrame.of(STREAM, bytes, 0, Objects.requireNonNull(plain.data()), bytes.length);
  }
}
