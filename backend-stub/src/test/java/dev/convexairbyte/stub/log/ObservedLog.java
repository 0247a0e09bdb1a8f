package dev.convexairbyte.stub.log;

import dev.convexairbyte.values.DocumentId;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * A log that counts what is read of the documents of its tables, calls back before it is, and can
 * be told to fail.
 */
public final class ObservedLog implements DocumentLog {

  private final DocumentLog log = new InMemoryDocumentLog();
  private Runnable next = () -> {};
  private int documentsRead;
  private final CountDownLatch refusal = new CountDownLatch(1);
  private volatile boolean full;

  /** Waits until something has been refused for want of room. */
  public void awaitRefusal() throws InterruptedException {
    refusal.await();
  }

  /** Whether nothing more can be appended. */
  public void setFull(boolean full) {
    this.full = full;
  }

  /** Runs once, within the next read of a table. */
  public void beforeNextDocuments(Runnable hook) {
    next = hook;
  }

  /** How many documents were read since this was last asked. */
  public int documentsRead() {
    int read = documentsRead;
    documentsRead = 0;
    return read;
  }

  @Override
  public void append(List<LogEntry> transaction) {
    if (full) {
      refusal.countDown();
      throw new LogFailureException(new SQLException("the disk is full"));
    }
    log.append(transaction);
  }

  @Override
  public long latest() {
    return log.latest();
  }

  @Override
  public long earliest() {
    return log.earliest();
  }

  @Override
  public Stream<LogEntry> after(long ts) {
    return log.after(ts);
  }

  @Override
  public Stream<LogEntry> revisions(TabletId tablet) {
    return log.revisions(tablet);
  }

  @Override
  public Stream<LogEntry> documents(TabletId tablet, long ts, DocumentId id) {
    Runnable hook = next;
    next = () -> {};
    hook.run();
    return log.documents(tablet, ts, id).peek(entry -> documentsRead++);
  }

  @Override
  public long count(TabletId tablet) {
    return log.count(tablet);
  }

  @Override
  public Optional<LogEntry> document(TabletId tablet, DocumentId id, long ts) {
    return log.document(tablet, id, ts);
  }

  @Override
  public void close() {
    log.close();
  }
}
