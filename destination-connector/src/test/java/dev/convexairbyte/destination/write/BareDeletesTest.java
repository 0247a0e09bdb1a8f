package dev.convexairbyte.destination.write;

import static dev.convexairbyte.destination.TestStream.catalog;
import static dev.convexairbyte.destination.TestStream.dedup;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.client.Backoff;
import dev.convexairbyte.client.ConvexClient;
import dev.convexairbyte.client.Deployment;
import dev.convexairbyte.client.ImportSegments;
import dev.convexairbyte.client.Retries;
import dev.convexairbyte.destination.TestClock;
import dev.convexairbyte.destination.TestInput;
import dev.convexairbyte.destination.config.LargeIntegers;
import dev.convexairbyte.destination.config.OnRecordError;
import dev.convexairbyte.destination.mapping.RecordMapper;
import dev.convexairbyte.destination.plan.StreamPlan;
import dev.convexairbyte.destination.plan.WritePlan;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.faults.Fault;
import dev.convexairbyte.stub.faults.FaultRule;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deletes that hold their key alone, in a table whose schema demands more of a row. */
class BareDeletesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String IMPORT = "/api/streaming_import/import_airbyte_records";
  private static final String NUMBER = "{\"fieldType\":{\"type\":\"number\"},\"optional\":false}";
  private static final String STRING = "{\"fieldType\":{\"type\":\"string\"},\"optional\":false}";
  private static final String OPTIONAL = "{\"fieldType\":{\"type\":\"string\"},\"optional\":true}";
  private static final Backoff BACKOFF =
      new Backoff(3, Duration.ofMillis(1), 1, Duration.ofMillis(1), Duration.ofHours(1));
  private static final StreamPlan PLAN =
      WritePlan.of(catalog(dedup("users", "id"))).streams().get(0);

  private final TestClock clock = new TestClock();
  private final StubBackend backend = StubBackend.start();
  private final TestInput input = new TestInput();
  private final RecordMapper mapper = new RecordMapper(PLAN, LargeIntegers.STRING);
  private final ConvexImportTarget target =
      new ConvexImportTarget(
          new ConvexClient(
              Deployment.of(backend.url().toString(), backend.adminKey()),
              "streaming-import-0.0.0"),
          new Retries(BACKOFF, new Random(1), clock, () -> 0));
  private BatchSender sender = sender(OnRecordError.FAIL);
  private RecordBatch batch = new RecordBatch(PLAN, 0, new ImportSegments());
  private long line;

  @BeforeEach
  void declareATableThatDemandsAName() throws IOException {
    target.addPrimaryKeyIndexes(Map.of("users", List.of(List.of("id"))));
    declare("{\"id\":" + NUMBER + ",\"name\":" + STRING + "}");
  }

  @AfterEach
  void close() {
    target.close();
    backend.close();
  }

  @Test
  void costsOneRequestMoreWhereAllDeletedRowsAreThereAndNoneFromThenOn() {
    seed(0, 100);
    IntStream.range(0, 50).forEach(this::delete);
    upsert(50, "new");
    assertThat(send().failure()).isNull();
    assertThat(imports()).isEqualTo(2);
    IntStream.range(60, 100).forEach(this::delete);

    BatchOutcome second = send();

    assertThat(second.failure()).isNull();
    assertThat(imports()).isEqualTo(3);
    assertThat(rows())
        .hasSize(10)
        .contains("{\"id\":50.0,\"name\":\"new\"}", "{\"id\":51.0,\"name\":\"old\"}");
  }

  @Test
  void findsTheRowsThatAreAbsentAndLeavesThemSo() {
    seed(0, 40);
    IntStream.range(20, 60).forEach(this::delete);
    upsert(60, "new");
    delete(0);

    BatchOutcome outcome = send();

    assertThat(outcome.failure()).isNull();
    assertThat(outcome.rejections()).isEmpty();
    assertThat(rows()).hasSize(20).contains("{\"id\":60.0,\"name\":\"new\"}");
    assertThat(rows()).noneMatch(row -> row.contains("\"id\":0.0"));
    assertThat(imports()).isLessThan(60);
  }

  @Test
  void deletesWhatTheSameBatchHasWritten() {
    upsert(1, "short-lived");
    upsert(2, "stays");
    delete(1);

    assertThat(send().failure()).isNull();

    assertThat(rows()).containsExactly("{\"id\":2.0,\"name\":\"stays\"}");
    assertThat(imports()).isEqualTo(2);
  }

  @Test
  void writesWhatComesBackAfterItsDelete() {
    seed(1, 2);
    delete(1);
    upsert(1, "again");
    delete(2);

    assertThat(send().failure()).isNull();

    assertThat(rows()).containsExactly("{\"id\":1.0,\"name\":\"again\"}");
  }

  @Test
  void insertsNoDeleteThatTheSchemaWouldTakeForARow() throws IOException {
    declare("{\"id\":" + NUMBER + ",\"name\":" + OPTIONAL + "}");
    seed(1, 2);
    delete(1);
    add("{\"id\":3,\"odd\":1,\"_ab_cdc_deleted_at\":1}");
    delete(4);

    assertThat(send().failure()).isNull();

    assertThat(rows()).isEmpty();
  }

  @Test
  void deletesOnceMoreAfterADeleteThatGotNoAnswer() {
    seed(0, 4);
    IntStream.range(0, 3).forEach(this::delete);
    backend.faults().add(FaultRule.of(Fault.REQUEST_TIMEOUT, IMPORT).carryingOut(true).onCall(2));

    BatchOutcome outcome = send();

    assertThat(outcome.failure()).isNull();
    assertThat(outcome.counts().retried()).isEqualTo(1);
    assertThat(rows()).containsExactly("{\"id\":3.0,\"name\":\"old\"}");
  }

  @Test
  void namesTheRecordThatTheSchemaRefusesBesideTheDeletes() {
    seed(0, 4);
    IntStream.range(0, 4).forEach(this::delete);
    add("{\"id\":9}");
    upsert(10, "new");

    BatchOutcome outcome = send();

    assertThat(outcome.failure())
        .hasMessageContaining("input lines 5 to 6 ")
        .hasMessageContaining("SchemaEnforcementError");
    assertThat(rows()).isEmpty();
  }

  @Test
  void skipsTheRecordThatTheSchemaRefusesBesideTheDeletes() {
    sender = sender(OnRecordError.SKIP);
    seed(0, 4);
    IntStream.range(0, 8).forEach(this::delete);
    add("{\"id\":9}");
    upsert(10, "new");

    BatchOutcome outcome = send();

    assertThat(outcome.failure()).isNull();
    assertThat(outcome.rejections())
        .singleElement()
        .satisfies(rejection -> assertThat(rejection.line()).isEqualTo(9));
    assertThat(rows()).containsExactly("{\"id\":10.0,\"name\":\"new\"}");
  }

  @Test
  void doesNotMindARecordThatIsReplacedInItsBatch() {
    seed(0, 2);
    add("{\"id\":1,\"odd\":true}");
    delete(0);
    upsert(1, "right");

    assertThat(send().failure()).isNull();

    assertThat(rows()).containsExactly("{\"id\":1.0,\"name\":\"right\"}");
  }

  @Test
  void asksTheSchemaAgainAfterAMinute() throws IOException {
    seed(0, 2);
    delete(0);
    assertThat(send().failure()).isNull();
    clock.advance(BareDeletes.REMEMBERED);
    backend.removeSchema();
    delete(0);
    delete(1);

    assertThat(send().failure()).isNull();

    assertThat(rows()).isEmpty();
  }

  private void declare(String fields) throws IOException {
    backend.setSchema(
        JSON.readTree(
            """
            {"schemaValidation":true,"tables":[{"tableName":"users","indexes":[],\
            "searchIndexes":[],"documentType":{"type":"object","value":%s}}]}"""
                .formatted(fields)));
  }

  private void seed(int from, int to) {
    backend.insert(
        "users",
        IntStream.range(from, to)
            .mapToObj(id -> JSON.createObjectNode().put("id", (double) id).put("name", "old"))
            .toArray(ObjectNode[]::new));
  }

  private void upsert(int id, String name) {
    add("{\"id\":" + id + ",\"name\":\"" + name + "\"}");
  }

  private void delete(int id) {
    add("{\"id\":" + id + ",\"_ab_cdc_deleted_at\":\"2026-01-01\"}");
  }

  private void add(String data) {
    batch.add(mapper.map(input.record("users", data)), ++line);
  }

  private BatchOutcome send() {
    BatchOutcome outcome = sender.send(batch);
    batch = new RecordBatch(PLAN, 0, new ImportSegments());
    return outcome;
  }

  private BatchSender sender(OnRecordError onRecordError) {
    return new BatchSender(
        target, new TablePreparation(target, clock, clock, millis -> {}), onRecordError, clock);
  }

  private long imports() {
    return backend.requests().stream().filter(request -> request.path().equals(IMPORT)).count();
  }

  private List<String> rows() {
    return backend.documents("users").stream()
        .map(document -> document.without(List.of("_id", "_creationTime")).toString())
        .toList();
  }
}
