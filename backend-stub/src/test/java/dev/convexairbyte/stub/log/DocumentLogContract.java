package dev.convexairbyte.stub.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ArrayValue;
import dev.convexairbyte.values.ConvexValue.BooleanValue;
import dev.convexairbyte.values.ConvexValue.BytesValue;
import dev.convexairbyte.values.ConvexValue.Float64Value;
import dev.convexairbyte.values.ConvexValue.Int64Value;
import dev.convexairbyte.values.ConvexValue.NullValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ConvexValue.StringValue;
import dev.convexairbyte.values.DocumentId;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every implementation of the log keeps to. */
abstract class DocumentLogContract {

  private static final TabletId USERS = new TabletId(1, 0);
  private static final TabletId POSTS = new TabletId(-1, 0);

  private DocumentLog log;

  abstract DocumentLog create();

  @AfterEach
  void closeLog() {
    log.close();
  }

  @BeforeEach
  void createLog() {
    log = create();
  }

  @Test
  void startsEmpty() {
    assertThat(log.latest()).isZero();
    assertThat(log.earliest()).isZero();
    assertThat(after(0)).isEmpty();
    assertThat(documents(USERS, 10)).isEmpty();
    assertThat(log.document(USERS, id(1), 10)).isEmpty();
  }

  @Test
  void readsTransactionsInTheirOrder() {
    LogEntry first = entry(10, USERS, 2, 1);
    LogEntry second = entry(11, USERS, 1, 1);
    LogEntry third = entry(11, POSTS, 1, 1);

    log.append(List.of(first));
    log.append(List.of(second, third));

    assertThat(after(0)).containsExactly(first, second, third);
    assertThat(after(9)).containsExactly(first, second, third);
    assertThat(after(10)).containsExactly(second, third);
    assertThat(after(11)).isEmpty();
    assertThat(log.latest()).isEqualTo(11);
    assertThat(log.earliest()).isEqualTo(10);
  }

  @Test
  void readsEachDocumentAsOfATime() {
    LogEntry inserted = entry(10, USERS, 1, 1);
    LogEntry changed = entry(20, USERS, 1, 2);
    log.append(List.of(inserted));
    log.append(List.of(changed));
    log.append(List.of(tombstone(30, USERS, 1)));

    assertThat(log.document(USERS, id(1), 9)).isEmpty();
    assertThat(log.document(USERS, id(1), 10)).contains(inserted);
    assertThat(log.document(USERS, id(1), 19)).contains(inserted);
    assertThat(log.document(USERS, id(1), 29)).contains(changed);
    assertThat(log.document(USERS, id(1), 30)).isEmpty();
  }

  @Test
  void listsTheDocumentsOfOneTabletById() {
    LogEntry three = entry(10, USERS, 3, 1);
    LogEntry one = entry(11, USERS, 1, 1);
    LogEntry last = entry(12, USERS, -1, 1);
    log.append(List.of(three));
    log.append(List.of(one));
    log.append(List.of(last));
    log.append(List.of(entry(13, POSTS, 2, 1)));

    assertThat(documents(USERS, 13)).containsExactly(one, three, last);
    assertThat(documents(USERS, 11)).containsExactly(one, three);
    try (Stream<LogEntry> rest = log.documents(USERS, 13, id(1))) {
      assertThat(rest).containsExactly(three, last);
    }
  }

  @Test
  void leavesDeletedDocumentsOutOfTheList() {
    log.append(List.of(entry(10, USERS, 1, 1), entry(10, USERS, 2, 1)));
    log.append(List.of(tombstone(11, USERS, 1)));

    assertThat(documents(USERS, 11)).extracting(LogEntry::id).containsExactly(id(2));
  }

  @Test
  void readsTheDocumentsOfATabletAsOfATime() {
    LogEntry first = entry(10, USERS, 1, 1);
    LogEntry second = entry(20, USERS, 1, 2);
    LogEntry back = entry(40, USERS, 1, 4);
    LogEntry other = entry(20, USERS, 2, 1);
    log.append(List.of(first));
    log.append(List.of(second, other));
    log.append(List.of(tombstone(30, USERS, 1)));
    log.append(List.of(back));

    assertThat(documents(USERS, 9)).isEmpty();
    assertThat(documents(USERS, 10)).containsExactly(first);
    assertThat(documents(USERS, 19)).containsExactly(first);
    assertThat(documents(USERS, 20)).containsExactly(second, other);
    assertThat(documents(USERS, 30)).containsExactly(other);
    assertThat(documents(USERS, 40)).containsExactly(back, other);
    assertThat(documents(USERS, Long.MAX_VALUE)).containsExactly(back, other);
  }

  @Test
  void countsTheDocumentsThatATabletHolds() {
    assertThat(log.count(USERS)).isZero();

    log.append(List.of(entry(10, USERS, 1, 1), entry(10, USERS, 2, 1), entry(10, POSTS, 1, 1)));
    assertThat(log.count(USERS)).isEqualTo(2);
    assertThat(log.count(POSTS)).isEqualTo(1);

    log.append(List.of(entry(20, USERS, 1, 2), tombstone(20, USERS, 2), tombstone(20, USERS, 3)));
    assertThat(log.count(USERS)).isEqualTo(1);

    log.append(List.of(entry(30, USERS, 2, 3), tombstone(30, POSTS, 1)));
    assertThat(log.count(USERS)).isEqualTo(2);
    assertThat(log.count(POSTS)).isZero();
  }

  @Test
  void keepsTombstonesOfDocumentsThatNeverWere() {
    LogEntry lone = tombstone(10, USERS, 1);
    log.append(List.of(lone));

    assertThat(after(0)).containsExactly(lone);
    assertThat(documents(USERS, 10)).isEmpty();
    assertThat(log.document(USERS, id(1), 10)).isEmpty();
  }

  @Test
  void neverSplitsTheRowsOfOneTimestamp() {
    List<LogEntry> transaction =
        Stream.of(0L, 1L, Long.MAX_VALUE, Long.MIN_VALUE, -1L)
            .map(low -> entry(10, USERS, low, 1))
            .toList();
    log.append(transaction);
    log.append(List.of(entry(11, USERS, 0, 2)));

    assertThat(after(9)).startsWith(transaction.toArray(LogEntry[]::new)).hasSize(6);
    assertThat(after(10)).hasSize(1);
  }

  @Test
  void ordersTabletsAndIdsAsUnsignedBytes() {
    List<TabletId> tablets =
        List.of(
            new TabletId(0, -1),
            new TabletId(1, 0),
            new TabletId(Long.MAX_VALUE, 0),
            new TabletId(Long.MIN_VALUE, 0),
            new TabletId(-1, -1));
    List<DocumentId> ids =
        List.of(
            new DocumentId(1, 0, 1),
            new DocumentId(127, -1, -1),
            new DocumentId(256, 0, 0),
            new DocumentId(10_001, 0, -1),
            new DocumentId(10_001, 1, 0),
            new DocumentId(10_001, Long.MIN_VALUE, 0),
            new DocumentId(-1, -1, -1));
    List<LogEntry> transaction =
        tablets.stream()
            .flatMap(tablet -> ids.stream().sorted().map(id -> document(tablet, id)))
            .toList();

    log.append(transaction);

    assertThat(after(0)).containsExactlyElementsOf(transaction);
    assertThat(documents(tablets.get(3), 10))
        .extracting(LogEntry::id)
        .containsExactlyElementsOf(ids.stream().sorted().toList());
    assertThat(ids.stream().sorted().map(DocumentId::toString)).isSorted();
  }

  private static LogEntry document(TabletId tablet, DocumentId id) {
    return new LogEntry(10, tablet, id, Optional.of(ObjectValue.of(Map.of())));
  }

  @Test
  void boundsAListByTheIdsOfOtherTablesToo() {
    LogEntry row = entry(10, USERS, 1, 1);
    log.append(List.of(row));

    assertThat(documentsAfter(new DocumentId(10_000, -1, -1))).containsExactly(row);
    assertThat(documentsAfter(new DocumentId(10_002, 0, 0))).isEmpty();
  }

  private List<LogEntry> documentsAfter(DocumentId id) {
    try (Stream<LogEntry> entries = log.documents(USERS, 10, id)) {
      return entries.toList();
    }
  }

  @Test
  void readsTheRevisionsOfOneTablet() {
    LogEntry inserted = entry(10, USERS, 2, 1);
    LogEntry changed = entry(20, USERS, 2, 2);
    LogEntry deleted = tombstone(30, USERS, 2);
    log.append(List.of(inserted));
    log.append(List.of(entry(15, POSTS, 1, 1)));
    log.append(List.of(entry(20, USERS, 1, 1), changed));
    log.append(List.of(deleted));

    try (Stream<LogEntry> revisions = log.revisions(USERS)) {
      assertThat(revisions).containsExactly(inserted, entry(20, USERS, 1, 1), changed, deleted);
    }
  }

  @Test
  void keepsEveryValueAsItWas() {
    double payload = Double.longBitsToDouble(0x7FF8_0000_0000_1234L);
    ObjectValue document =
        ObjectValue.of(
            Map.ofEntries(
                Map.entry("", new StringValue("an empty name")),
                Map.entry("null", new NullValue()),
                Map.entry("int64", new Int64Value(Long.MIN_VALUE)),
                Map.entry("negative zero", new Float64Value(-0.0)),
                Map.entry("nan", new Float64Value(payload)),
                Map.entry("infinity", new Float64Value(Double.NEGATIVE_INFINITY)),
                Map.entry("least", new Float64Value(Double.MIN_VALUE)),
                Map.entry("yes", new BooleanValue(true)),
                Map.entry("no", new BooleanValue(false)),
                Map.entry("text", new StringValue("\0 \u00e9 \ud83d\ude00 $bytes")),
                Map.entry("bytes", new BytesValue(new byte[] {0, -1, 127})),
                Map.entry(
                    "nested",
                    new ArrayValue(
                        List.of(
                            new ArrayValue(List.of()),
                            ObjectValue.of(Map.of("", new Int64Value(5))))))));
    log.append(List.of(new LogEntry(10, USERS, id(1), Optional.of(document))));

    ObjectValue read = after(0).get(0).document().orElseThrow();

    assertThat(read).isEqualTo(document);
    assertThat(documents(USERS, 10).get(0).document()).contains(document);
    assertThat(log.document(USERS, id(1), 10).orElseThrow().document()).contains(document);
    Float64Value nan = (Float64Value) Objects.requireNonNull(read.fields().get("nan"));
    assertThat(Double.doubleToRawLongBits(nan.value()))
        .isEqualTo(Double.doubleToRawLongBits(payload));
  }

  @Test
  void keepsDocumentsAsLargeAsTheyMayBe() {
    Map<String, ConvexValue> fields = new HashMap<>();
    for (int i = 0; i < 1026; i++) {
      fields.put("field" + i, new StringValue("x".repeat(1000)));
    }
    LogEntry large = new LogEntry(10, USERS, id(1), Optional.of(ObjectValue.of(fields)));
    log.append(List.of(large));

    assertThat(after(0)).containsExactly(large);
  }

  @Test
  void readsSeveralStreamsAtOnce() {
    log.append(List.of(entry(10, USERS, 1, 1), entry(10, USERS, 2, 1)));

    try (Stream<LogEntry> outer = log.after(0)) {
      Iterator<LogEntry> entries = outer.iterator();
      LogEntry first = entries.next();
      assertThat(after(0)).hasSize(2);
      assertThat(documents(USERS, 10)).hasSize(2);
      assertThat(log.document(USERS, id(2), 10)).isPresent();
      assertThat(first.id()).isEqualTo(id(1));
      assertThat(entries.next().id()).isEqualTo(id(2));
      assertThat(entries.hasNext()).isFalse();
    }
  }

  @Test
  void refusesATransactionThatIsNotLaterThanAllBefore() {
    log.append(List.of(entry(10, USERS, 1, 1)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> log.append(List.of(entry(10, USERS, 2, 1))));
    assertThatIllegalArgumentException().isThrownBy(() -> log.append(List.of()));
    assertThat(log.latest()).isEqualTo(10);
  }

  @Test
  void refusesATransactionOfTwoTimestampsOrOutOfOrder() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> log.append(List.of(entry(10, USERS, 1, 1), entry(11, USERS, 2, 1))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> log.append(List.of(entry(10, POSTS, 1, 1), entry(10, USERS, 2, 1))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> log.append(List.of(entry(10, USERS, 1, 1), entry(10, USERS, 1, 2))));
  }

  private List<LogEntry> after(long ts) {
    try (Stream<LogEntry> entries = log.after(ts)) {
      return entries.toList();
    }
  }

  private List<LogEntry> documents(TabletId tablet, long ts) {
    try (Stream<LogEntry> entries = log.documents(tablet, ts, DocumentId.MIN)) {
      return entries.toList();
    }
  }

  private static DocumentId id(long low) {
    return new DocumentId(10001, 0, low);
  }

  private static LogEntry entry(long ts, TabletId tablet, long id, double value) {
    ObjectValue document = ObjectValue.of(Map.of("n", new Float64Value(value)));
    return new LogEntry(ts, tablet, id(id), Optional.of(document));
  }

  private static LogEntry tombstone(long ts, TabletId tablet, long id) {
    return new LogEntry(ts, tablet, id(id), Optional.empty());
  }
}
