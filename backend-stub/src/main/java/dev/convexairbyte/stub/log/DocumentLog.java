package dev.convexairbyte.stub.log;

import dev.convexairbyte.values.DocumentId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every revision of every document, system tables included, in the order of commit. Nothing is ever
 * changed or removed. Not safe for use by several threads: the database above it takes turns.
 */
public interface DocumentLog extends AutoCloseable {

  /**
   * Appends one transaction: entries of one timestamp, later than any before, in {@link
   * LogEntry#ORDER}, one a document. Throws IllegalArgumentException otherwise.
   */
  void append(List<LogEntry> transaction);

  /** The timestamp of the newest commit; 0 while there is none. */
  long latest();

  /** The timestamp of the first commit; 0 while there is none. */
  long earliest();

  /** The entries later than {@code ts}, in order. To be closed. */
  Stream<LogEntry> after(long ts);

  /** Every entry of one tablet, in the order of the log. To be closed. */
  Stream<LogEntry> revisions(TabletId tablet);

  /**
   * The documents that a tablet held as of {@code ts}, in id order, after {@code id}. To be closed.
   */
  Stream<LogEntry> documents(TabletId tablet, long ts, DocumentId id);

  /** How many documents a tablet holds now. Reads none of them. */
  long count(TabletId tablet);

  /** The revision of a document as of {@code ts}; empty where it did not exist or was deleted. */
  Optional<LogEntry> document(TabletId tablet, DocumentId id, long ts);

  /** Gives up what the log holds on to; nothing may be asked of it any more. */
  @Override
  void close();
}
