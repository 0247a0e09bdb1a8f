package dev.convexairbyte.destination.write;

import static dev.convexairbyte.destination.TestStream.catalog;
import static dev.convexairbyte.destination.TestStream.dedup;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convexairbyte.client.ImportBatch;
import dev.convexairbyte.client.ImportSegments;
import dev.convexairbyte.destination.mapping.JsonSlice;
import dev.convexairbyte.destination.mapping.MappedRecord;
import dev.convexairbyte.destination.mapping.RecordKey;
import dev.convexairbyte.destination.plan.StreamPlan;
import dev.convexairbyte.destination.plan.WritePlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordBatchTest {

  private static final StreamPlan PLAN =
      WritePlan.of(catalog(dedup("users", "id"))).streams().get(0);

  private final RecordBatch batch = new RecordBatch(PLAN, 0, new ImportSegments());
  private long line;

  @Test
  void sendsOnlyTheLastRecordOfAKey() throws IOException {
    upsert("1", "first");
    upsert("2", "other");
    upsert("1", "second");
    upsert("1", "third");

    assertThat(objects(batch.whole())).containsExactly("other of 2", "third of 1");
    assertThat(batch.records()).isEqualTo(4);
  }

  @Test
  void sendsOnlyADeleteThatFollowsAnUpsertOfItsKey() throws IOException {
    upsert("1", "first");
    delete("1");

    assertThat(objects(batch.whole())).containsExactly("upsert of 1", "delete of 1");
    assertThat(batch.deletes()).isEqualTo(1);
  }

  @Test
  void sendsOnlyAnUpsertThatFollowsADeleteOfItsKey() throws IOException {
    delete("1");
    upsert("2", "other");
    upsert("1", "again");

    assertThat(objects(batch.whole())).containsExactly("other of 2", "again of 1");
  }

  @Test
  void keepsRecordsWithoutAKey() throws IOException {
    add(null, false, "a");
    add(null, false, "a");

    assertThat(objects(batch.whole())).containsExactly("a", "a");
  }

  @Test
  void sendsReplacedRecordsAfterAllOnceItIsTakenApart() throws IOException {
    delete("1");
    upsert("1", "second");
    upsert("2", "third");

    List<String> left = objects(batch.part(0, 1));
    List<String> right = objects(batch.part(1, 3));

    assertThat(left).containsExactly("upsert of 1", "delete of 1");
    assertThat(right).containsExactly("second of 1", "third of 2");
  }

  @Test
  void knowsTheLineOfEveryRecord() {
    for (int number = 0; number < 100; number++) {
      upsert(String.valueOf(number), "x");
    }

    assertThat(batch.firstLine()).isEqualTo(1);
    assertThat(batch.line(99)).isEqualTo(100);
  }

  @Test
  void occupiesMoreWithEveryKeyAndObject() {
    int empty = batch.memory();
    upsert("1", "x".repeat(1000));
    int one = batch.memory();
    upsert("1", "x".repeat(100_000));

    assertThat(one).isGreaterThan(empty + 1000);
    assertThat(batch.memory()).isGreaterThan(one + 100_000);
  }

  private void upsert(String key, String value) {
    add(new RecordKey(key), false, value + " of " + key);
  }

  private void delete(String key) {
    add(new RecordKey(key), true, "upsert of " + key, "delete of " + key);
  }

  private void add(@Nullable RecordKey key, boolean isDelete, String... objects) {
    List<JsonSlice> slices = new ArrayList<>();
    for (String object : objects) {
      byte[] bytes = ("{\"a\":\"" + object + "\"}").getBytes(StandardCharsets.UTF_8);
      slices.add(new JsonSlice(bytes, 0, bytes.length));
    }
    line++;
    batch.add(new MappedRecord(slices, key, isDelete), line);
  }

  private static List<String> objects(ImportBatch part) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    part.writeTo(body);
    List<String> objects = new ArrayList<>();
    new ObjectMapper()
        .readTree(body.toByteArray())
        .path("messages")
        .forEach(message -> objects.add(message.path("data").path("a").asText()));
    return objects;
  }
}
