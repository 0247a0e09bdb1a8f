package dev.convexairbyte.cdk.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.json.Json;
import java.io.IOException;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainRecordLineTest {

  private static final int ROUNDS = 20_000;
  private static final byte[] REPLACEMENTS =
      "{}[]\":,\\u0019-+.eEtrfalsn \t\u0000\n\u007f\u0080\u00c3\u00e2\u00ed\u00f4\u00ff"
          .getBytes(ISO_8859_1);

  private final PlainRecordLine lines = new PlainRecordLine();

  @Test
  void readsRandomRecordsAsATokenizerDoes() throws IOException {
    Random random = random();

    int taken = 0;

    for (int round = 0; round < ROUNDS; round++) {
      byte[] line = RandomJson.print(record(random), random).getBytes(UTF_8);

      Envelope plain = lines.read(line, 0, line.length);

      if (plain != null) {
        taken++;
        assertThat(plain).as(new String(line, UTF_8)).isEqualTo(Envelope.of(line));
      }
    }
    // Of the others, some name has an escape.
    assertThat(taken).isGreaterThan(ROUNDS / 20);
  }

  @Test
  void takesNoBrokenLineThatATokenizerRefuses() throws IOException {
    Random random = random();
    int taken = 0;

    for (int round = 0; round < ROUNDS; round++) {
      byte[] line = Json.mapper().writeValueAsBytes(record(random));
      for (int change = random.nextInt(3); change >= 0; change--) {
        line[random.nextInt(line.length)] = REPLACEMENTS[random.nextInt(REPLACEMENTS.length)];
      }

      Envelope plain = lines.read(line, 0, line.length);

      if (plain != null) {
        taken++;
        assertThat(plain).as(new String(line, ISO_8859_1)).isEqualTo(Envelope.of(line));
      }
    }
    assertThat(taken).isBetween(ROUNDS / 200, ROUNDS / 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "[]",
        "{\"type\":\"STATE\",\"record\":{\"stream\":\"s\",\"data\":{}}}",
        "{\"type\":5,\"record\":{\"stream\":\"s\",\"data\":{}}}",
        "{\"record\":{\"stream\":\"s\",\"data\":{}}}",
        "{\"type\":\"RECORD\",\"record\":[]}",
        "{\"type\":\"RECORD\",\"record\":{\"stream\":5,\"data\":{}}}",
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":[]}}",
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":{},\"data\":null}}",
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":{},\"namespace\":5}}",
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":{},\"namespace\":\"n\",\"namespace\":null}}",
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"\\u0073\",\"data\":{}}}",
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":{\"a\":{\"\\ude00\":1}}}}",
        "{\"type\":\"RECORD\",\"rec\\u006frd\":{\"stream\":\"s\",\"data\":{}}}",
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":{}}}{",
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":{}}} ",
        "\uFEFF{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":{}}}"
      })
  void leavesWhatIsNotPlainToATokenizer(String line) {
    assertThat(read(line)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01",
        "-",
        "+1",
        "1.",
        ".5",
        "1e",
        "1e+",
        "0x1",
        "NaN",
        "tru",
        "nul",
        "falsey",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{\"a\":1,}",
        "{,}",
        "{\"a\"}",
        "{\"a\" 1}",
        "{1:2}",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"a",
        "'a'",
        "]",
        "}",
        "",
        "1,2"
      })
  void leavesValuesThatAreNotJsonToATokenizer(String value) {
    String line =
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":{\"a\":" + value + "}}}";

    assertThat(read(line)).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 61, 62, 63, 64, 100, 2000})
  void leavesDeepDataToATokenizer(int depth) {
    String line =
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":{\"a\":"
            + "[".repeat(depth)
            + "]".repeat(depth)
            + "}}}";

    Envelope plain = read(line);

    assertThat(plain != null).isEqualTo(depth <= 61);
  }

  @Test
  void looksAtNothingAroundTheLine() {
    String line = "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":{}}}";
    byte[] block = ("}" + line + "}").getBytes(UTF_8);

    assertThat(lines.read(block, 1, block.length - 1))
        .isEqualTo(new Envelope("RECORD", "s", null, new Span(48, 50), null, null, null));
    assertThat(lines.read(block, 1, block.length - 2)).isNull();
    assertThat(lines.read(block, 1, block.length)).isNull();
  }

  private @Nullable Envelope read(String line) {
    byte[] bytes = line.getBytes(UTF_8);
    return lines.read(bytes, 0, bytes.length);
  }

  private static ObjectNode record(Random random) {
    ObjectNode record = Json.mapper().createObjectNode();
    record.put("stream", random.nextBoolean() ? "s" : "\u00fc\uD83D\uDE00");
    if (random.nextBoolean()) {
      record.put("namespace", random.nextBoolean() ? null : "n");
    }
    record.set("data", RandomJson.object(random));
    record.put("emitted_at", random.nextLong());
    record.set("meta", RandomJson.value(random, 2));
    record.put("half", random.nextDouble());
    ObjectNode message = Json.mapper().createObjectNode();
    message.put("type", "RECORD");
    message.set("record", record);
    return message;
  }

  private static Random random() {
    long seed = System.nanoTime();
    System.err.println("PlainRecordLineTest seed " + seed);
    return new Random(seed);
  }
}
