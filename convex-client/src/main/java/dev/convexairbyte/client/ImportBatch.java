package dev.convexairbyte.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of one request for one table, kept as the bytes of the body: a record is copied once
 * on its way from input to socket.
 */
@SuppressWarnings({"DoNotCallSuggester", "unused", "UnusedVariable"})
public final class ImportBatch {

  /**
   * @param table as the backend stores it
   * @param primaryKey paths as the backend stores them; null appends
   */
  public ImportBatch(String table, @Nullable List<List<String>> primaryKey) {
    throw new UnsupportedOperationException(table + primaryKey);
  }

  /** Adds one record: {@code data[start, end)} is a JSON object. */
  public void add(byte[] data, int start, int end) {
    throw new UnsupportedOperationException();
  }

  public int records() {
    return 0;
  }

  /** The size of the messages so far, without the envelope. */
  public int bytes() {
    return 0;
  }

  public boolean isEmpty() {
    return records() == 0;
  }
}
