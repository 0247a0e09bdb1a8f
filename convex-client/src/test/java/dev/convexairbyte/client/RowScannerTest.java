package dev.convexairbyte.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows against Jackson as the slow judge, and pages that come in pieces. */
class RowScannerTest {

  private static final ObjectMapper JUDGE =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final List<String> ROWS =
      List.of(
          "{}",
          "{ \"a\" :\t1 ,\r\n\"b\": [ ] }",
          "{\"\":{\"\":[[],{},[{}]]}}",
          "{\"n\":[0,-0,-0.0,1e16,1E+300,5e-324,12345678901234567890123,0.10,3.0e-07]}",
          "{\"l\":[true,false,null],\"s\":\"\"}",
          "{\"e\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\\u2028\"}",
          "{\"k\\u0065\\\"y}\":\"}]{[,:\"}",
          "{\"u\":\"\u007f\u0080\u0085\u07ff\u0800\u2028\u2029\ud7ff\ue000\uffff\ud800\udc00\udbff\udfff\"}",
          "{\"plain\":\"eight by eight and then some, then \u00e9 and \\\\ at other places\"}",
          "{\"deep\":" + "[".repeat(60) + "]".repeat(60) + "}");

  private static final List<String> TEXTS =
      List.of(
          "a",
          "plain text, longer than eight",
          "\\\\",
          "\\\"",
          "\\u20Ac",
          "\\n",
          "}{][:,",
          "\u00e9",
          "\u4e2d",
          "\ud83d\ude00",
          "\u2028",
          "\u007f");

  private final List<String> rows = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 9, 64, 100_000})
  void handsOnEveryRowAsItsBytes(int chunk) throws IOException {
    scan(String.join(" , ", ROWS) + "]", chunk);

    assertThat(rows).isEqualTo(ROWS);
  }

  @Test
  void handsOnARowThatIsLargerThanAnyBuffer() throws IOException {
    String large = "{\"a\":\"" + "\u4e2d plain \\n".repeat(100_000) + "\"}";

    scan(large + "," + large + ",{}]", 10_000);

    assertThat(rows).containsExactly(large, large, "{}");
  }

  @Test
  void aPageCutAtAnyByteHandsOnOnlyWholeRows() {
    byte[] page = (String.join(",", ROWS) + "]").getBytes(UTF_8);
    for (int cut = 0; cut < page.length; cut++) {
      rows.clear();
      byte[] part = Arrays.copyOf(page, cut);

      assertThatThrownBy(() -> scan(part, 5)).as("cut at %d", cut).isInstanceOf(EOFException.class);
      assertThat(rows).as("cut at %d", cut).isEqualTo(wholeRowsIn(cut));
    }
  }

  /**
   * Both where there is room behind the row and where it has to move to the front of the memory.
   */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aRowThatArrivesInTwoPiecesIsReadAsJacksonReadsIt(long seed) throws IOException {
    Random random = new Random(seed);
    String before = "{\"before\":\"" + "-".repeat(50_000) + "\"},";
    byte[] row = randomObject(random, 3).getBytes(UTF_8);
    for (int cut = 0; cut <= row.length; cut++) {
      for (String start : List.of("", before)) {
        rows.clear();
        byte[] first = (start + new String(row, 0, cut, ISO_8859_1)).getBytes(ISO_8859_1);
        String rest = new String(row, cut, row.length - cut, ISO_8859_1) + ",{}]";
        PageInput input =
            new PageInput(
                new SequenceInputStream(
                    new ByteArrayInputStream(first),
                    new ByteArrayInputStream(rest.getBytes(ISO_8859_1))));

        new RowScanner(input).read(this::keep);

        String description = "seed %d, cut at %d behind %d".formatted(seed, cut, start.length());
        assertThat(rows).as(description).hasSize(start.isEmpty() ? 2 : 3);
        String read = rows.get(rows.size() - 2);
        assertThat(read).as(description).isEqualTo(new String(row, UTF_8));
        assertThat(JUDGE.readTree(read)).as(description).isEqualTo(JUDGE.readTree(row));
        assertThat(input.read()).as(description).isEqualTo(']');
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aRandomRowWithAChangedByteIsTakenExactlyIfJacksonTakesIt(long seed) throws IOException {
    Random random = new Random(seed);
    for (int change = 0; change < 500; change++) {
      byte[] row = randomObject(random, 3).getBytes(UTF_8);
      row[random.nextInt(row.length)] = (byte) random.nextInt(128);
      rows.clear();

      boolean taken = takes(row, 1 + random.nextInt(40));

      assertThat(taken)
          .as("seed %d: %s", seed, new String(row, UTF_8))
          .isEqualTo(isUtf8(row) && isObject(row));
    }
  }

  /** Jackson passes over malformed text that nobody asks for. */
  private static boolean isUtf8(byte[] row) {
    return Arrays.equals(new String(row, UTF_8).getBytes(UTF_8), row);
  }

  private static String randomObject(Random random, int depth) {
    StringBuilder object = new StringBuilder("{");
    int fields = random.nextInt(5);
    for (int field = 0; field < fields; field++) {
      object.append(field == 0 ? "" : ",").append(space(random));
      object.append(randomText(random)).append(space(random)).append(':').append(space(random));
      object.append(randomValue(random, depth)).append(space(random));
    }
    return object.append('}').toString();
  }

  private static String randomValue(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> List.of("null", "true", "false").get(random.nextInt(3));
      case 1 -> String.valueOf(random.nextLong() >> random.nextInt(64));
      case 2 -> random.nextInt(10) + "." + random.nextInt(1_000) + "e-" + random.nextInt(300);
      case 3 -> randomText(random);
      case 4 -> randomObject(random, depth - 1);
      default ->
          "[" + randomValue(random, depth - 1) + space(random) + "," + randomText(random) + "]";
    };
  }

  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder("\"");
    int pieces = random.nextInt(6);
    for (int piece = 0; piece < pieces; piece++) {
      text.append(TEXTS.get(random.nextInt(TEXTS.size())));
    }
    return text.append('"').toString();
  }

  private static String space(Random random) {
    return List.of("", "", "", " ", "\n", "\t\r ").get(random.nextInt(6));
  }

  private static List<String> wholeRowsIn(int bytes) {
    int end = 0;
    int whole = 0;
    for (String row : ROWS) {
      end += row.getBytes(UTF_8).length;
      whole += end <= bytes ? 1 : 0;
      end++;
    }
    return ROWS.subList(0, whole);
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 20);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void takesARowWithAChangedByteExactlyIfItIsStillJson(long seed) {
    Random random = new Random(seed);
    byte[] bytes = "{}[]\",:\\ \n0123456789.eE+-truefalsn\u0000\u001f\u007fx".getBytes(UTF_8);
    for (int change = 0; change < 2_000; change++) {
      byte[] row = ROWS.get(random.nextInt(ROWS.size())).getBytes(UTF_8);
      row[random.nextInt(row.length)] = bytes[random.nextInt(bytes.length)];
      String text = new String(row, UTF_8);
      rows.clear();

      boolean taken = takes(row, change % 2 == 0 ? 3 : 1_000);

      assertThat(taken).as("seed %d: %s", seed, text).isEqualTo(isObject(row));
      if (taken) {
        assertThat(rows).as("seed %d", seed).containsExactly(text.strip());
      }
    }
  }

  private boolean takes(byte[] row, int chunk) {
    byte[] page = Arrays.copyOf(row, row.length + 1);
    page[row.length] = ']';
    try {
      return scan(page, chunk) == page.length;
    } catch (IOException | UnexpectedAnswerException e) {
      return false;
    }
  }

  private static boolean isObject(byte[] row) {
    try {
      return JUDGE.readTree(row).isObject();
    } catch (IOException e) {
      return false;
    }
  }

  static Stream<byte[]> malformedText() {
    return Stream.of(
            "80",
            "bf",
            "c0 80",
            "c1 bf",
            "c2 22",
            "e0 9f 80",
            "e1 80 22",
            "ed a0 80",
            "ed bf bf",
            "f0 8f 80 80",
            "f0 90 80 22",
            "f4 90 80 80",
            "f5 80 80 80",
            "ff")
        .map(RowScannerTest::rowWith);
  }

  private static byte[] rowWith(String hex) {
    String start = "{\"a\":\"";
    String[] text = hex.split(" ", -1);
    byte[] row = Arrays.copyOf(start.getBytes(UTF_8), start.length() + text.length + 3);
    for (int at = 0; at < text.length; at++) {
      row[start.length() + at] = (byte) Integer.parseInt(text[at], 16);
    }
    System.arraycopy("\"}]".getBytes(UTF_8), 0, row, row.length - 3, 3);
    return row;
  }

  @ParameterizedTest
  @MethodSource("malformedText")
  void refusesWhatIsNotUtf8(byte[] row) {
    assertThatThrownBy(() -> scan(row, 100)).isInstanceOf(IOException.class);
    assertThat(rows).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{},]", "{}{}]", ",]", "{\"a\":1,}]", "{\"a\":[1,]}]", "{,}]", "{}}"})
  void refusesCommasInTheWrongPlace(String page) {
    assertThatThrownBy(() -> scan(page, 100)).isInstanceOf(IOException.class);
  }

  @Test
  void refusesNestingWithoutEnd() {
    String endless = "{\"a\":" + "[".repeat(100_000);

    assertThatThrownBy(() -> scan(endless, 1000))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(EOFException.class);
  }

  private void scan(String page, int chunk) throws IOException {
    assertThat(scan(page.getBytes(UTF_8), chunk)).isEqualTo(page.getBytes(UTF_8).length);
  }

  /** Answers how many bytes were read, the bracket that ends the rows included. */
  private int scan(byte[] page, int chunk) throws IOException {
    PageInput input = new PageInput(inPieces(page, chunk));
    new RowScanner(input).read(this::keep);
    assertThat(input.read()).isEqualTo(']');
    return page.length - input.readAllBytes().length;
  }

  private void keep(byte[] bytes, int start, int end) {
    rows.add(new String(bytes, start, end - start, UTF_8));
  }

  private static InputStream inPieces(byte[] bytes, int chunk) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public int read(byte[] to, int offset, int length) {
        return super.read(to, offset, Math.min(length, chunk));
      }
    };
  }
}
