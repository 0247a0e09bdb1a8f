package dev.convexairbyte.stub.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.convexairbyte.stub.SettableClock;
import dev.convexairbyte.stub.log.LogEntry;
import dev.convexairbyte.stub.log.ObservedLog;
import dev.convexairbyte.stub.tables.Table;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ConvexValue.StringValue;
import dev.convexairbyte.values.DocumentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DocumentScanTest {

  private final ObservedLog log = new ObservedLog();
  private final Database database =
      new Database(log, new SettableClock(Instant.parse("2026-11-20T12:00:00Z")), new Random(1));
  private final Table table =
      database.transact(
          TransactionLimits.NONE, transaction -> transaction.catalog().tableOrNew("", "t"));

  @Test
  void readsATableInPartsByItsIds() {
    List<DocumentId> ids = insert(2500, "x");

    Iterator<LogEntry> scan = scan();
    log.documentsRead();
    assertThat(scan.next().id()).isEqualTo(ids.get(0));

    assertThat(log.documentsRead()).isBetween(1, 1025);
    assertThat(scan).toIterable().extracting(LogEntry::id).isEqualTo(ids.subList(1, 2500));
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(scan::next);
  }

  @Test
  void readsLargeDocumentsInSmallerParts() {
    List<DocumentId> ids = insert(12, "x".repeat(1_000_000));

    Iterator<LogEntry> scan = scan();
    log.documentsRead();
    assertThat(scan.next().id()).isEqualTo(ids.get(0));

    assertThat(log.documentsRead()).isBetween(1, 6);
    assertThat(scan).toIterable().hasSize(11);
  }

  @Test
  void seesNothingOfWhatIsCommittedBetweenItsParts() {
    List<DocumentId> ids = insert(1500, "x");
    Iterator<LogEntry> scan = scan();
    List<DocumentId> seen = new ArrayList<>(List.of(scan.next().id()));

    database.commit(
        TransactionLimits.NONE, transaction -> ids.forEach(id -> transaction.delete(table, id)));
    insert(1500, "y");
    scan.forEachRemaining(entry -> seen.add(entry.id()));

    assertThat(seen).isEqualTo(ids);
    assertThat(scan()).toIterable().hasSize(1500).doesNotContainNull();
  }

  @Test
  void endsAtOnceWhereATableIsEmpty() {
    assertThat(scan().hasNext()).isFalse();
  }

  private Iterator<LogEntry> scan() {
    return database.documents(table.tablet(), log.latest());
  }

  /** The new ids, in their order. */
  private List<DocumentId> insert(int count, String text) {
    ObjectValue fields = ObjectValue.of(Map.of("text", new StringValue(text)));
    return database.transact(
        TransactionLimits.NONE,
        transaction ->
            IntStream.range(0, count)
                .mapToObj(i -> transaction.insert(table, fields))
                .sorted()
                .toList());
  }
}
