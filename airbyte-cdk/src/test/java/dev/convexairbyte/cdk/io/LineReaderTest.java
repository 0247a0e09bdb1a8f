package dev.convexairbyte.cdk.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineReaderTest {

  @Test
  void endsLinesAtLineFeedsOnlyAndDropsOneCarriageReturn() throws IOException {
    assertThat(lines("a\nb\r\n\n\r\nc\rd\u2028e\u0085f\ng\r\r\nlast"))
        .containsExactly("a", "b", "", "", "c\rd\u2028e\u0085f", "g\r", "last");
  }

  @Test
  void findsNoLineAfterTheLastLineFeed() throws IOException {
    assertThat(lines("a\n")).containsExactly("a");
    assertThat(lines("")).isEmpty();
  }

  @Test
  void tellsALineThatEndedFromOneThatTheInputEndedWithin() throws IOException {
    LineReader reader = new LineReader(new ByteArrayInputStream("a\nb".getBytes(UTF_8)));

    assertThat(reader.next()).asString(UTF_8).isEqualTo("a");
    assertThat(reader.isEnded()).isTrue();
    assertThat(reader.next()).asString(UTF_8).isEqualTo("b");
    assertThat(reader.isEnded()).isFalse();
  }

  @Test
  void joinsLinesHoweverTheInputIsCut() throws IOException {
    long seed = System.nanoTime();
    System.err.println("LineReaderTest seed " + seed);
    Random random = new Random(seed);
    List<String> expected = new ArrayList<>();
    for (int line = 0; line < 50; line++) {
      expected.add("x".repeat(random.nextInt(line % 10 == 0 ? 300_000 : 200)));
    }
    byte[] bytes = String.join("\n", expected).concat("\n").getBytes(UTF_8);

    LineReader reader = new LineReader(choppy(bytes, random));

    assertThat(all(reader)).isEqualTo(expected);
  }

  @Test
  void knowsWhetherTheNextLineIsHere() throws IOException {
    LineReader reader =
        new LineReader(
            new SequenceInputStream(
                new ByteArrayInputStream("a\nb\nc".getBytes(UTF_8)),
                new ByteArrayInputStream("c\n".getBytes(UTF_8))));

    assertThat(reader.hasLine()).isFalse();
    assertThat(reader.next()).asString(UTF_8).isEqualTo("a");
    assertThat(reader.hasLine()).isTrue();
    assertThat(reader.next()).asString(UTF_8).isEqualTo("b");
    assertThat(reader.hasLine()).isFalse();
    assertThat(reader.next()).asString(UTF_8).isEqualTo("cc");
    assertThat(reader.hasLine()).isFalse();
  }

  private static InputStream choppy(byte[] bytes, Random random) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, 1 + random.nextInt(100_000)));
      }
    };
  }

  private static List<String> lines(String text) throws IOException {
    return all(new LineReader(new ByteArrayInputStream(text.getBytes(UTF_8))));
  }

  private static List<String> all(LineReader reader) throws IOException {
    List<String> lines = new ArrayList<>();
    byte[] line = reader.next();
    while (line != null) {
      lines.add(new String(line, UTF_8));
      line = reader.next();
    }
    return lines;
  }
}
