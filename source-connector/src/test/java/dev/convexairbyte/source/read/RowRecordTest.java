package dev.convexairbyte.source.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.io.StdoutMessageWriter;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.cdk.secret.SecretMask;
import dev.convexairbyte.client.RowHandler;
import dev.convexairbyte.source.state.StreamPosition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Copied bytes against the slow way: read the row as a tree, add the columns, compare. */
class RowRecordTest {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-0.0",
          "1e16",
          "5E-324",
          "12345678901234567890123.10",
          "\"\"",
          "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\\u2028\"",
          "\"}],{\\\\\"",
          "\"\u0080\u0085\u2028\u2029\u4e2d\ud83d\ude00 and a long tail of plain text\"",
          "[]",
          "{}",
          "[[{\"_id\":\"no\",\"_ts\":7}],\"]\"]",
          " { \"_table\" : \"no\" ,\n\"a\":[ 1 ] } ");

  private static final List<String> NAMES =
      List.of("\"\"", "\"A\"", "\"b c\"", "\"\\u0061\\\"\"", "\"_creationTime\"", "\"\u00e9\"");

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final StdoutMessageWriter writer =
      new StdoutMessageWriter(
          output, Clock.fixed(Instant.ofEpochMilli(1_000), ZoneOffset.UTC), new SecretMask());
  private final StreamRead users =
      new StreamRead(
          new StreamDescriptor("users", "a/b"),
          true,
          new StreamPosition.Unread(),
          writer,
          Clock.systemUTC());
  private final RowHandler rows = new PageRows(Map.of(users.table(), users), row -> true).attempt();

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 20);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void saysWhatTheRowSaysAndTheColumns(long seed) throws IOException {
    Random random = new Random(seed);
    for (int number = 0; number < 200; number++) {
      String row = row(random);
      output.reset();
      byte[] bytes = ("xx" + row + "yy").getBytes(UTF_8);

      rows.accept(bytes, 2, bytes.length - 2);

      writer.flush();
      List<String> records =
          output.toString(UTF_8).lines().filter(line -> line.contains("\"RECORD\"")).toList();
      assertThat(records).as("seed %d: %s", seed, row).hasSize(1);
      assertThat(records.get(0)).doesNotContain("\u0085", "\u2028", "\u2029");
      assertThat(JSON.readTree(records.get(0)).at("/record/data"))
          .as("seed %d: %s", seed, row)
          .isEqualTo(expected(row));
    }
  }

  private static String row(Random random) {
    StringBuilder row = new StringBuilder("{\"_component\":\"a/b\",\"_table\":\"users\",\"_ts\":");
    row.append(random.nextLong(Long.MAX_VALUE) >> random.nextInt(60));
    row.append(List.of("", ",\"_deleted\":true", " , \"_deleted\" : false").get(random.nextInt(3)));
    int id = random.nextInt(6);
    for (int field = 0; field < 6; field++) {
      String name = NAMES.get(field);
      row.append(',')
          .append(field == id ? "\"_id\"" : name)
          .append(random.nextBoolean() ? ":" : " : ");
      row.append(field == id ? "\"x\"" : VALUES.get(random.nextInt(VALUES.size())));
    }
    return row.append(random.nextBoolean() ? "}" : "\n}").toString();
  }

  private static JsonNode expected(String row) throws IOException {
    ObjectNode data = (ObjectNode) JSON.readTree(row);
    boolean deleted = data.path("_deleted").booleanValue();
    JsonNode timestamp = data.path("_ts");
    String commit = MICROSECONDS.format(Instant.ofEpochSecond(0, timestamp.longValue()));
    data.put("_deleted", deleted);
    data.set("_ab_cdc_lsn", timestamp);
    data.put("_ab_cdc_updated_at", commit);
    data.set(
        "_ab_cdc_deleted_at",
        deleted ? data.textNode(commit) : JsonNodeFactory.instance.nullNode());
    return data;
  }

  @Test
  void keepsTheTextOfNumbersAndTheOrderOfFields() {
    String document = ",\"Z\":1.50,\"_creationTime\":1.0E3,\"_id\":\"x\",\"a\":-0.0";

    byte[] row =
        ("{\"_component\":\"a/b\",\"_table\":\"users\",\"_ts\":0" + document + "}").getBytes(UTF_8);
    rows.accept(row, 0, row.length);

    writer.flush();
    assertThat(output.toString(UTF_8))
        .contains(
            "\"_ts\":0,\"_deleted\":false"
                + document
                + ",\"_ab_cdc_lsn\":0,\"_ab_cdc_updated_at\":\"1970-01-01T00:00:00.000000Z\"");
  }
}
