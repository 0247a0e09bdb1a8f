package dev.convexairbyte.stub.log;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The file of a SqliteDocumentLog: what is in it, and how to tell that it is one. */
final class SqliteFile {

  /** "cvxs": says to whom the file belongs. */
  private static final int APPLICATION = 0x63767873;

  private static final int VERSION = 1;

  private static final String[] SCHEMA = {
    "CREATE TABLE entries (seq INTEGER PRIMARY KEY, ts INTEGER NOT NULL, tablet TEXT NOT NULL,"
        + " id TEXT NOT NULL, document BLOB)",
    "CREATE INDEX entries_by_ts ON entries (ts)",
    "CREATE UNIQUE INDEX entries_by_id ON entries (tablet, id, ts)",
    "PRAGMA application_id = " + APPLICATION,
    "PRAGMA user_version = " + VERSION
  };

  /** Lets documents be counted without reading one; files of former releases are without it. */
  private static final String TOMBSTONES =
      "CREATE INDEX IF NOT EXISTS tombstones ON entries (tablet, id, ts) WHERE document IS NULL";

  private SqliteFile() {}

  /** Opens the file, made if it is missing. Throws UnusableLogException where it cannot be used. */
  static Connection connect(Path file) {
    Connection connection;
    try {
      // As an address, so that no character of the path means anything to the driver.
      connection = DriverManager.getConnection("jdbc:sqlite:" + file.toUri());
    } catch (SQLException e) {
      throw UnusableLogException.broken(e);
    }
    try {
      prepare(connection);
      return connection;
    } catch (SQLException e) {
      throw closing(connection, UnusableLogException.broken(e));
    } catch (UnusableLogException e) {
      throw closing(connection, e);
    }
  }

  private static void prepare(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // One process at a time, and who comes second is told at once.
      statement.execute("PRAGMA busy_timeout = 0");
      statement.execute("PRAGMA locking_mode = EXCLUSIVE");
      int objects = integer(statement, "SELECT count(*) FROM sqlite_schema");
      int application = integer(statement, "PRAGMA application_id");
      if (objects > 0 && application != APPLICATION) {
        throw UnusableLogException.foreign();
      }
      if (objects > 0 && integer(statement, "PRAGMA user_version") != VERSION) {
        throw UnusableLogException.otherVersion();
      }
      statement.execute("PRAGMA journal_mode = WAL");
      // What was written survives the process in any case; waiting for the disk costs milliseconds.
      statement.execute("PRAGMA synchronous = NORMAL");
      if (objects == 0) {
        create(connection, statement);
      }
      statement.execute(TOMBSTONES);
    }
  }

  /** All or nothing: a file that was only half prepared would be nobody's. */
  private static void create(Connection connection, Statement statement) throws SQLException {
    connection.setAutoCommit(false);
    for (String command : SCHEMA) {
      statement.execute(command);
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  private static int integer(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      return rows.getInt(1);
    }
  }

  /** Closes the connection on the way out with an exception. */
  static UnusableLogException closing(Connection connection, UnusableLogException reason) {
    try {
      connection.close();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
    return reason;
  }
}
