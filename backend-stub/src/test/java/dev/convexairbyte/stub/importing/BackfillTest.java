package dev.convexairbyte.stub.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.ApiClient;
import dev.convexairbyte.stub.SettableClock;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.StubSettings;
import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.database.TransactionLimits;
import dev.convexairbyte.stub.log.DocumentLog;
import dev.convexairbyte.stub.log.InMemoryDocumentLog;
import dev.convexairbyte.stub.tables.FieldPath;
import dev.convexairbyte.stub.tables.PrimaryKeyIndex;
import dev.convexairbyte.stub.tables.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackfillTest {

  private static final String ADD = "/api/streaming_import/add_primary_key_indexes";
  private static final String READY = "/api/streaming_import/primary_key_indexes_ready";
  private static final String CLEAR = "/api/streaming_import/clear_tables";
  private static final String IMPORT = "/api/streaming_import/import_airbyte_records";
  private static final String HOLD = "/_stub/index_backfill";
  private static final String RECORD =
      "{\"tables\":{\"t\":{\"primaryKey\":[[\"id\"]],\"jsonSchema\":{}}},"
          + "\"messages\":[{\"tableName\":\"t\",\"data\":{\"id\":1}}]}";
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final StubBackend stub =
      StubBackend.start(StubSettings.builder().indexBackfill(MINUTE).clock(clock).build());
  private final ApiClient client = ApiClient.of(stub);

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void refusesImportsAndClearingUntilItsTimeHasPassed() {
    addIndex();
    clock.advance(MINUTE.minusMillis(1));

    assertThat(client.post(IMPORT, RECORD).error()).isEqualTo("400 IndexBackfillingError");
    assertThat(clear()).isEqualTo("400 InvalidImport");
    assertThat(isReady()).isFalse();
  }

  @Test
  void isReadyAfterItsTimeForAnImportWithoutAPoll() {
    addIndex();
    clock.advance(MINUTE);

    assertThat(client.post(IMPORT, RECORD).status()).isEqualTo(200);
    assertThat(stub.documents("t")).hasSize(1);
  }

  @Test
  void isReadyAfterItsTimeForClearingAndForPolls() {
    addIndex();
    clock.advance(MINUTE);

    assertThat(clear()).isEmpty();
    assertThat(isReady()).isTrue();
  }

  @Test
  void startsAnewForOtherFields() {
    addIndex();
    clock.advance(MINUTE);
    client.put(ADD, "{\"indexes\":{\"t\":[[\"other\"]]}}");

    assertThat(isReady()).isFalse();
    clock.advance(MINUTE);
    assertThat(isReady()).isTrue();
  }

  @Test
  void wantsBothTheTimeAndThePolls() {
    try (StubBackend slow =
        StubBackend.start(
            StubSettings.builder()
                .indexBackfill(MINUTE)
                .indexPollsUntilReady(1)
                .clock(clock)
                .build())) {
      ApiClient slowClient = ApiClient.of(slow);
      slowClient.put(ADD, "{\"indexes\":{\"t\":[[\"id\"]]}}");
      clock.advance(MINUTE);

      assertThat(slowClient.post(IMPORT, RECORD).error()).isEqualTo("400 IndexBackfillingError");
      slowClient.get(READY, "{\"tables\":[\"t\"]}");
      assertThat(slowClient.post(IMPORT, RECORD).status()).isEqualTo(200);
    }
  }

  @Test
  void isHeldOpenUntilReleased() {
    stub.holdIndexBackfill();
    addIndex();
    clock.advance(MINUTE.multipliedBy(100));

    assertThat(isReady()).isFalse();
    stub.releaseIndexBackfill();
    assertThat(isReady()).isTrue();
  }

  @Test
  void isHeldOpenAlsoWhereItTakesNoTime() {
    try (StubBackend quick = StubBackend.start()) {
      ApiClient quickClient = ApiClient.of(quick);
      quickClient.put(ADD, "{\"indexes\":{\"before\":[[\"id\"]]}}");

      assertThat(quickClient.put(HOLD, "{\"held\":true}").status()).isEqualTo(200);
      quickClient.put(ADD, "{\"indexes\":{\"t\":[[\"id\"]]}}");

      assertThat(quickClient.get(READY, "{\"tables\":[\"before\"]}").body()).contains("true");
      assertThat(quickClient.post(IMPORT, RECORD).error()).isEqualTo("400 IndexBackfillingError");
      assertThat(quickClient.put(HOLD, "{\"held\":false}").status()).isEqualTo(200);
      assertThat(quickClient.post(IMPORT, RECORD).status()).isEqualTo(200);
    }
  }

  @Test
  void isHeldByTheFullKeyAndABooleanOnly() {
    assertThat(client.withAuthorization("").put(HOLD, "{\"held\":true}").error())
        .isEqualTo("403 BadDeployKey");
    assertThat(client.put(HOLD, "{\"held\":1}").error()).isEqualTo("400 BadJsonBody");
  }

  @Test
  void endsForAnIndexThatWasBackfillingBeforeARestart() {
    DocumentLog log = new InMemoryDocumentLog();
    Table table = backfillingIndex(log);
    Database restarted = new Database(log, clock, new Random(2));
    Backfill backfill = new Backfill(0, MINUTE, clock);

    assertThat(isBackfilling(restarted, backfill, table)).isTrue();
    clock.advance(MINUTE);
    assertThat(isBackfilling(restarted, backfill, table)).isFalse();
    assertThat(isBackfilling(restarted, new Backfill(0, MINUTE, clock), table)).isFalse();
  }

  private Table backfillingIndex(DocumentLog log) {
    return new Database(log, clock, new Random(1))
        .transact(
            TransactionLimits.NONE,
            transaction -> {
              Table made = transaction.catalog().tableOrNew("", "t");
              List<FieldPath> key = List.of(new FieldPath(List.of("id")));
              transaction.catalog().put(new PrimaryKeyIndex(made.tablet(), key, true));
              return made;
            });
  }

  private static boolean isBackfilling(Database database, Backfill backfill, Table table) {
    return database.transact(
        TransactionLimits.NONE,
        transaction -> backfill.index(transaction.catalog(), table).orElseThrow().backfilling());
  }

  private void addIndex() {
    client.put(ADD, "{\"indexes\":{\"t\":[[\"id\"]]}}");
  }

  private boolean isReady() {
    return client.get(READY, "{\"tables\":[\"t\"]}").json().get("indexesReady").booleanValue();
  }

  private String clear() {
    ApiClient.Answer answer = client.put(CLEAR, "{\"tableNames\":[\"t\"]}");
    return answer.status() == 200 ? "" : answer.error();
  }
}
