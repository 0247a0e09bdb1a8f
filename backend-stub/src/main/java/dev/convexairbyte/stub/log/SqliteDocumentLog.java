package dev.convexairbyte.stub.log;

import dev.convexairbyte.values.DocumentId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A log in a SQLite file. A transaction that was appended outlives the death of the process, not
 * surely that of the machine. Every method throws LogFailureException where SQLite fails it.
 */
public final class SqliteDocumentLog implements DocumentLog {

  private static final String ROWS = "SELECT ts, tablet, id, document FROM entries ";

  /** Rows are numbered in the order of the log, so nothing is sorted. */
  private static final String AFTER =
      ROWS
          + "WHERE seq >= (SELECT seq FROM entries WHERE ts > ? ORDER BY ts, seq LIMIT 1) ORDER BY seq";

  private static final String REVISIONS = ROWS + "WHERE tablet = ? ORDER BY seq";

  /** Ids are kept as text, which sorts as they do. */
  private static final String DOCUMENTS =
      ROWS
          + "AS entry WHERE tablet = ?1 AND id > ?2 AND ts <= ?3 AND document IS NOT NULL"
          + " AND NOT EXISTS (SELECT 1 FROM entries AS newer WHERE newer.tablet = ?1"
          + " AND newer.id = entry.id AND newer.ts > entry.ts AND newer.ts <= ?3) ORDER BY id";

  /** Every id that was ever written, less those whose newest revision is a tombstone. */
  private static final String COUNT =
      "SELECT (SELECT count(DISTINCT id) FROM entries WHERE tablet = ?1)"
          + " - (SELECT count(*) FROM entries AS entry WHERE tablet = ?1 AND document IS NULL"
          + " AND NOT EXISTS (SELECT 1 FROM entries AS newer WHERE newer.tablet = ?1"
          + " AND newer.id = entry.id AND newer.ts > entry.ts))";

  private static final String DOCUMENT =
      ROWS + "WHERE tablet = ? AND id = ? AND ts <= ? ORDER BY ts DESC LIMIT 1";

  private static final String INSERT =
      "INSERT INTO entries (ts, tablet, id, document) VALUES (?, ?, ?, ?)";

  private final Connection connection;
  private final PreparedStatement document;
  private final LiveCounts counts = new LiveCounts();
  private long latest;
  private long earliest;

  SqliteDocumentLog(Connection connection) throws SQLException {
    this.connection = connection;
    document = connection.prepareStatement(DOCUMENT);
    try (Statement statement = connection.createStatement();
        ResultSet bounds =
            statement.executeQuery("SELECT ifnull(max(ts), 0), ifnull(min(ts), 0) FROM entries")) {
      latest = bounds.getLong(1);
      earliest = bounds.getLong(2);
    }
  }

  /** Opens the file, made if it is missing. Throws UnusableLogException where it cannot be used. */
  public static SqliteDocumentLog open(Path file) {
    Connection connection = SqliteFile.connect(file);
    try {
      return new SqliteDocumentLog(connection);
    } catch (SQLException e) {
      throw SqliteFile.closing(connection, UnusableLogException.broken(e));
    }
  }

  @Override
  public void append(List<LogEntry> transaction) {
    LogEntry.requireTransaction(transaction, latest);
    // The driver gives up a statement that finds no room, so that none is for good.
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      connection.setAutoCommit(false);
      for (LogEntry entry : transaction) {
        insert(entry, insert);
      }
      connection.commit();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      giveUpTransaction(e);
      throw new LogFailureException(e);
    }
    counts.changed(transaction);
    latest = transaction.get(0).ts();
    earliest = earliest == 0 ? latest : earliest;
  }

  /** Where there was no room SQLite has done so itself, and says that there is none to give up. */
  private void giveUpTransaction(SQLException reason) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
    try {
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  private static void insert(LogEntry entry, PreparedStatement insert) throws SQLException {
    insert.setLong(1, entry.ts());
    insert.setString(2, entry.tablet().toString());
    insert.setString(3, entry.id().toString());
    insert.setBytes(4, entry.document().map(DocumentBytes::encode).orElse(null));
    insert.executeUpdate();
  }

  @Override
  public long latest() {
    return latest;
  }

  @Override
  public long earliest() {
    return earliest;
  }

  @Override
  public Stream<LogEntry> after(long ts) {
    return SqliteRows.stream(connection, AFTER, ts);
  }

  @Override
  public Stream<LogEntry> revisions(TabletId tablet) {
    return SqliteRows.stream(connection, REVISIONS, tablet.toString());
  }

  @Override
  public Stream<LogEntry> documents(TabletId tablet, long ts, DocumentId id) {
    return SqliteRows.stream(connection, DOCUMENTS, tablet.toString(), id.toString(), ts);
  }

  @Override
  public long count(TabletId tablet) {
    return counts.get(tablet, this::countNow);
  }

  private long countNow(TabletId tablet) {
    try (PreparedStatement count = connection.prepareStatement(COUNT)) {
      count.setString(1, tablet.toString());
      try (ResultSet row = count.executeQuery()) {
        return row.getLong(1);
      }
    } catch (SQLException e) {
      throw new LogFailureException(e);
    }
  }

  @Override
  public Optional<LogEntry> document(TabletId tablet, DocumentId id, long ts) {
    try {
      document.setString(1, tablet.toString());
      document.setString(2, id.toString());
      document.setLong(3, ts);
      try (ResultSet rows = document.executeQuery()) {
        return rows.next()
            ? Optional.of(SqliteRows.entry(rows)).filter(entry -> !entry.isTombstone())
            : Optional.empty();
      }
    } catch (SQLException e) {
      throw new LogFailureException(e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new LogFailureException(e);
    }
  }
}
