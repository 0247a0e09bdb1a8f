package dev.convexairbyte.stub.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.convexairbyte.values.ConvexValue.Float64Value;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.DocumentId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every implementation of the log keeps to. */
abstract class DocumentLogContract {

  private static final TabletId USERS = new TabletId(1, 0);
  private static final TabletId POSTS = new TabletId(-1, 0);

  private DocumentLog log;

  abstract DocumentLog create();

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
