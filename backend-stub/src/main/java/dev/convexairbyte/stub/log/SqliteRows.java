package dev.convexairbyte.stub.log;

import dev.convexairbyte.values.DocumentId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Entries read one by one as a stream asks for them; a statement of its own for each stream. */
final class SqliteRows extends AbstractSpliterator<LogEntry> implements AutoCloseable {

  private final PreparedStatement statement;
  private final ResultSet rows;

  private SqliteRows(PreparedStatement statement) throws SQLException {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.statement = statement;
    rows = statement.executeQuery();
  }

  /** What a query of ts, tablet, id and document gives; its parameters are texts and numbers. */
  static Stream<LogEntry> stream(Connection connection, String query, Object... parameters) {
    @Nullable PreparedStatement statement = null;
    try {
      statement = connection.prepareStatement(query);
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      SqliteRows rows = new SqliteRows(statement);
      return StreamSupport.stream(rows, false).onClose(rows::close);
    } catch (SQLException e) {
      close(statement, e);
      throw new LogFailureException(e);
    }
  }

  private static void close(@Nullable PreparedStatement statement, SQLException cause) {
    if (statement == null) {
      return;
    }
    try {
      statement.close();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public boolean tryAdvance(Consumer<? super LogEntry> action) {
    LogEntry entry;
    try {
      if (rows.isClosed() || !rows.next()) {
        // Whoever reads to the end may forget to close.
        statement.close();
        return false;
      }
      entry = entry(rows);
    } catch (SQLException e) {
      throw new LogFailureException(e);
    }
    action.accept(entry);
    return true;
  }

  /** The entry in the row that the result stands on. */
  static LogEntry entry(ResultSet row) throws SQLException {
    byte @Nullable [] document = row.getBytes(4);
    return new LogEntry(
        row.getLong(1),
        TabletId.parse(row.getString(2)),
        DocumentId.parse(row.getString(3)),
        Optional.ofNullable(document).map(DocumentBytes::decode));
  }

  @Override
  public void close() {
    try {
      statement.close();
    } catch (SQLException e) {
      throw new LogFailureException(e);
    }
  }
}
