package dev.convexairbyte.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ImportBatchTest {

  private static void add(ImportBatch batch, String record) {
    byte[] bytes = record.getBytes(UTF_8);
    batch.add(bytes, 0, bytes.length);
  }

  private static String body(ImportBatch batch) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    new ImportBody(batch).writeTo(body);
    assertThat(batch.bodyLength()).isEqualTo(body.size());
    return body.toString(UTF_8);
  }

  /** The records that are sent; the body is also checked for its length and size. */
  private static List<String> messages(ImportBatch batch) throws IOException {
    JsonNode body = new ObjectMapper().readTree(body(batch));
    List<String> records = new ArrayList<>();
    body.path("messages").forEach(message -> records.add(message.path("data").toString()));
    assertThat(records).hasSize(batch.records());
    return records;
  }

  @Test
  void appendsWithoutAKeyButWithASchemaOfNull() throws IOException {
    ImportBatch batch = new ImportBatch("users", null);
    add(batch, "{\"a\":1}");
    add(batch, "{\"a\":2}");

    assertThat(body(batch))
        .isEqualTo(
            "{\"tables\":{\"users\":{\"jsonSchema\":null}},\"messages\":["
                + "{\"tableName\":\"users\",\"data\":{\"a\":1}},"
                + "{\"tableName\":\"users\",\"data\":{\"a\":2}}]}");
  }

  @Test
  void namesTheKeyPathsOfADedupStream() throws IOException {
    ImportBatch batch = new ImportBatch("users", List.of(List.of("id"), List.of("a", "b")));

    assertThat(body(batch))
        .isEqualTo(
            "{\"tables\":{\"users\":{\"primaryKey\":[[\"id\"],[\"a\",\"b\"]],\"jsonSchema\":null}},"
                + "\"messages\":[]}");
  }

  @Test
  void anEmptyKeyIsNotNoKey() throws IOException {
    assertThat(body(new ImportBatch("users", List.of()))).contains("\"primaryKey\":[]");
  }

  @Test
  void takesOnlyItsPartOfTheArray() throws IOException {
    ImportBatch batch = new ImportBatch("users", null);
    byte[] line = "{\"data\":{\"a\":1}}".getBytes(UTF_8);

    batch.add(line, 8, 15);

    assertThat(body(batch)).endsWith("[{\"tableName\":\"users\",\"data\":{\"a\":1}}]}");
  }

  @Test
  void escapesTheTableName() throws IOException {
    ImportBatch batch = new ImportBatch("a\"b\\ é", null);
    add(batch, "{}");

    JsonNode body = new ObjectMapper().readTree(body(batch));

    assertThat(body.path("tables").has("a\"b\\ é")).isTrue();
    assertThat(body.path("messages").path(0).path("tableName").asText()).isEqualTo("a\"b\\ é");
  }

  @Test
  void countsRecordsAndTheBytesOfTheMessages() throws IOException {
    ImportBatch batch = new ImportBatch("users", null);
    assertThat(batch.records()).isZero();
    assertThat(batch.bytes()).isZero();

    add(batch, "{}");
    add(batch, "{}");

    assertThat(batch.records()).isEqualTo(2);
    assertThat(batch.bytes()).isEqualTo(2 * "{\"tableName\":\"users\",\"data\":{}}".length() + 1);
  }

  @Test
  void leavesDroppedRecordsOutUntilTheyAreRestored() throws IOException {
    ImportBatch batch = new ImportBatch("t", null);
    for (int number = 0; number < 6; number++) {
      add(batch, "{\"a\":" + number + "}");
    }

    batch.drop(0);
    batch.drop(2);
    batch.drop(3);

    assertThat(messages(batch)).containsExactly("{\"a\":1}", "{\"a\":4}", "{\"a\":5}");
    assertThat(batch.records()).isEqualTo(3);
    assertThat(batch.added()).isEqualTo(6);
    batch.restore();
    assertThat(messages(batch)).hasSize(6);
  }

  @Test
  void aBatchOfWhichAllIsDroppedIsEmpty() throws IOException {
    ImportBatch batch = new ImportBatch("t", null);
    add(batch, "{}");

    batch.drop(0);

    assertThat(batch.records()).isZero();
    assertThat(body(batch)).endsWith("\"messages\":[]}");
  }

  @Test
  void anyPartOfABatchIsABatch() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    ImportBatch batch = new ImportBatch("t", List.of(List.of("a")));
    List<String> records = new ArrayList<>();
    for (int number = 0; number < 60; number++) {
      records.add("{\"a\":\"" + number + "x".repeat(random.nextInt(6_000)) + "\"}");
      add(batch, records.get(number));
    }

    for (int round = 0; round < 50; round++) {
      int from = random.nextInt(60);
      int to = from + random.nextInt(61 - from);
      assertThat(messages(batch.part(from, to)))
          .as("seed %d, records %d to %d", seed, from, to)
          .isEqualTo(records.subList(from, to));
    }
  }

  @Test
  void occupiesLittleMoreThanItsRecords() {
    ImportBatch batch = new ImportBatch("t", null);
    assertThat(batch.memory()).isLessThan(100);

    add(batch, "{}");
    assertThat(batch.memory()).isLessThan(2_000);
    add(batch, "{\"a\":\"" + "x".repeat(1 << 20) + "\"}");

    assertThat(batch.memory()).isBetween(1 << 20, (1 << 20) + 130_000);
  }

  @Test
  void growsWithItsRecords() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    ImportBatch batch = new ImportBatch("users", null);
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      String record = "{\"text\":\"" + "é".repeat(random.nextInt(5_000)) + "\"}";
      add(batch, record);
      expected.append(i == 0 ? "" : ",").append("{\"tableName\":\"users\",\"data\":");
      expected.append(record).append('}');
    }

    assertThat(body(batch)).as("seed %d", seed).endsWith("[" + expected + "]}");
  }

  @Test
  void aBodyIsWrittenAndNeverRead() {
    ImportBody body = new ImportBody(new ImportBatch("users", null));

    assertThat(body.isRepeatable()).isTrue();
    assertThat(body.isStreaming()).isFalse();
    assertThatThrownBy(body::getContent).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void givesItsMemoryToTheNextBatchWhenItIsReleased() throws IOException {
    ImportSegments segments = new ImportSegments();
    String large = "{\"a\":\"" + "x".repeat(1 << 20) + "\"}";
    ImportBatch first = new ImportBatch("users", null, segments);
    add(first, large);
    int memory = first.memory();
    byte[] free = segments.take(ImportSegments.SIZE);
    first.release();
    byte[] ofFirst = segments.take(ImportSegments.SIZE);
    segments.giveBack(ofFirst);

    ImportBatch second = new ImportBatch("users", null, segments);
    add(second, "{\"b\":1}");
    add(second, large);

    assertThat(ofFirst).isNotSameAs(free);
    assertThat(second.memory()).isEqualTo(memory);
    assertThat(messages(second)).containsExactly("{\"b\":1}", large);
    assertThat(segments.take(ImportSegments.SIZE)).isNotSameAs(ofFirst);
  }
}
