package dev.convexairbyte.stub.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.DocumentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDocumentLogTest extends DocumentLogContract {

  private static final TabletId USERS = new TabletId(1, 0);

  @TempDir private Path directory;

  @Override
  DocumentLog create() {
    return SqliteDocumentLog.open(directory.resolve("log.sqlite"));
  }

  @Test
  void goesOnWhereItWasClosed() {
    Path file = directory.resolve("a log%20? #1;x.sqlite");
    LogEntry first = entry(10, 1);
    LogEntry second = entry(20, 2);
    try (DocumentLog log = SqliteDocumentLog.open(file)) {
      log.append(List.of(first));
      log.append(List.of(second));
    }

    try (DocumentLog log = SqliteDocumentLog.open(file);
        Stream<LogEntry> entries = log.after(0)) {
      assertThat(log.earliest()).isEqualTo(10);
      assertThat(log.latest()).isEqualTo(20);
      assertThat(entries).containsExactly(first, second);
    }
    assertThat(file).exists();
  }

  @Test
  void keepsNothingOfATransactionThatFailsHalfway() throws SQLException {
    Path file = directory.resolve("full.sqlite");
    SqliteDocumentLog.open(file).close();
    execute(
        file,
        "CREATE TRIGGER full BEFORE INSERT ON entries WHEN NEW.id = '%s'"
                .formatted(entry(20, 3).id())
            + " BEGIN SELECT RAISE(FAIL, 'full'); END");
    try (DocumentLog log = SqliteDocumentLog.open(file)) {
      log.append(List.of(entry(10, 1)));

      assertThatExceptionOfType(LogFailureException.class)
          .isThrownBy(() -> log.append(List.of(entry(20, 2), entry(20, 3))));

      assertThat(log.latest()).isEqualTo(10);
      try (Stream<LogEntry> entries = log.after(0)) {
        assertThat(entries).containsExactly(entry(10, 1));
      }
      log.append(List.of(entry(20, 2)));
      assertThat(log.latest()).isEqualTo(20);
    }
  }

  /** A full disk has SQLite itself roll back, which other errors leave to others. */
  @Test
  void keepsNothingOfWhatDoesNotFitOnTheDiskAndGoesOnOnceThereIsRoom() throws SQLException {
    Connection connection = SqliteFile.connect(directory.resolve("full.sqlite"));
    List<LogEntry> large = IntStream.range(0, 10_000).mapToObj(id -> entry(20, id)).toList();
    try (DocumentLog log = new SqliteDocumentLog(connection)) {
      log.append(List.of(entry(10, 1)));
      limitPages(connection, 50);

      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatExceptionOfType(LogFailureException.class)
            .isThrownBy(() -> log.append(large))
            .withMessageContaining("SQLite reports error 13; see whether the disk is full");
        try (Stream<LogEntry> entries = log.after(0)) {
          assertThat(entries).containsExactly(entry(10, 1));
        }
      }
      limitPages(connection, 10_000);
      log.append(large);

      assertThat(log.latest()).isEqualTo(20);
      assertThat(log.count(USERS)).isEqualTo(10_000);
    }
  }

  private static void limitPages(Connection connection, int most) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA max_page_count = " + most);
    }
  }

  @Test
  void countsInTheFileOfAFormerRelease() throws SQLException {
    Path file = directory.resolve("former.sqlite");
    try (DocumentLog log = SqliteDocumentLog.open(file)) {
      log.append(List.of(entry(10, 1), entry(10, 2)));
      log.append(List.of(new LogEntry(20, USERS, entry(10, 2).id(), Optional.empty())));
    }
    execute(file, "DROP INDEX tombstones");

    try (DocumentLog log = SqliteDocumentLog.open(file)) {
      assertThat(log.count(USERS)).isEqualTo(1);
    }
  }

  @Test
  void countsWithoutReadingADocument() throws SQLException {
    Path file = directory.resolve("unreadable.sqlite");
    try (DocumentLog log = SqliteDocumentLog.open(file)) {
      log.append(List.of(entry(10, 1), entry(10, 2)));
    }
    execute(file, "UPDATE entries SET document = x'ff'");

    try (DocumentLog log = SqliteDocumentLog.open(file)) {
      assertThat(log.count(USERS)).isEqualTo(2);
    }
  }

  @Test
  void readsNoMoreThanIsAskedFor() {
    try (DocumentLog log = SqliteDocumentLog.open(directory.resolve("long.sqlite"))) {
      for (int i = 1; i <= 100; i++) {
        log.append(List.of(entry(i, i)));
      }

      try (Stream<LogEntry> entries = log.after(0)) {
        Iterator<LogEntry> some = entries.iterator();
        assertThat(some.next().ts()).isEqualTo(1);
        log.append(List.of(entry(200, 200)));
        assertThat(some.next().ts()).isEqualTo(2);
      }
    }
  }

  @Test
  void explainsAFileThatIsNoDatabase() throws IOException {
    Path file = Files.writeString(directory.resolve("text"), "no database ".repeat(100));

    assertThatExceptionOfType(UnusableLogException.class)
        .isThrownBy(() -> SqliteDocumentLog.open(file))
        .satisfies(e -> assertThat(e.reason()).contains("not a database of a stub"));
    assertThat(file).hasContent("no database ".repeat(100));
  }

  @Test
  void explainsADatabaseOfSomeoneElse() throws SQLException {
    Path file = directory.resolve("other");
    execute(file, "CREATE TABLE entries (ts INTEGER)");

    assertThatExceptionOfType(UnusableLogException.class)
        .isThrownBy(() -> SqliteDocumentLog.open(file))
        .satisfies(e -> assertThat(e.reason()).contains("not a database of a stub"));
  }

  @Test
  void explainsADatabaseOfAnotherVersion() throws SQLException {
    Path file = directory.resolve("newer");
    SqliteDocumentLog.open(file).close();
    execute(file, "PRAGMA user_version = 2");

    assertThatExceptionOfType(UnusableLogException.class)
        .isThrownBy(() -> SqliteDocumentLog.open(file))
        .satisfies(e -> assertThat(e.reason()).contains("another version"));
  }

  @Test
  void explainsAFileThatCannotBeWritten() {
    assertThatExceptionOfType(UnusableLogException.class)
        .isThrownBy(() -> SqliteDocumentLog.open(directory))
        .satisfies(e -> assertThat(e.reason()).contains("cannot be written"));
  }

  private static void execute(Path file, String command) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  private static LogEntry entry(long ts, long id) {
    return new LogEntry(
        ts, USERS, new DocumentId(10_001, 0, id), Optional.of(ObjectValue.of(Map.of())));
  }
}
