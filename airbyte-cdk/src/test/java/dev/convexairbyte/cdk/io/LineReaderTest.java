package dev.convexairbyte.cdk.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

    assertThat(next(reader)).isEqualTo("a");
    assertThat(reader.isEnded()).isTrue();
    assertThat(next(reader)).isEqualTo("b");
    assertThat(reader.isEnded()).isFalse();
    assertThat(next(reader)).isNull();
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
    assertThat(next(reader)).isEqualTo("a");
    assertThat(reader.hasLine()).isTrue();
    assertThat(next(reader)).isEqualTo("b");
    assertThat(reader.hasLine()).isFalse();
    assertThat(next(reader)).isEqualTo("cc");
    assertThat(reader.hasLine()).isFalse();
  }

  @Test
  void keepsTheLinesOfABlockUntilItIsGivenBackAndThenUsesItAgain() throws IOException {
    String line = "x".repeat(50_000) + "\n";
    LineReader reader = new LineReader(new ByteArrayInputStream(line.repeat(20).getBytes(UTF_8)));
    Set<byte[]> blocks = Collections.newSetFromMap(new IdentityHashMap<>());

    for (int number = 0; number < 20; number++) {
      assertThat(next(reader)).hasSize(50_000);
      blocks.add(reader.block());
    }
    assertThat(blocks).hasSizeGreaterThan(7);

    LineReader thrifty = new LineReader(new ByteArrayInputStream(line.repeat(20).getBytes(UTF_8)));
    Set<byte[]> used = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int number = 0; number < 20; number++) {
      assertThat(next(thrifty)).hasSize(50_000);
      used.add(thrifty.block());
      if (!thrifty.hasLine()) {
        thrifty.giveBack(thrifty.block());
      }
    }
    assertThat(used).hasSize(1);
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
    for (String line = next(reader); line != null; line = next(reader)) {
      lines.add(line);
    }
    return lines;
  }

  private static @Nullable String next(LineReader reader) throws IOException {
    return reader.next()
        ? new String(reader.block(), reader.start(), reader.end() - reader.start(), UTF_8)
        : null;
  }
}
