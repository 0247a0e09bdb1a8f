package dev.convexairbyte.sync.relay;

import dev.convexairbyte.cdk.message.StreamDescriptor;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** What became of one stream in all attempts of a job. Read while it grows. */
public final class StreamTally {

  private static final long NEVER = Long.MIN_VALUE;

  private final StreamDescriptor stream;
  private final LongSupplier nanos;
  private final LongAdder read = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder written = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final AtomicLong first = new AtomicLong(NEVER);
  private final AtomicLong last = new AtomicLong(NEVER);
  private volatile boolean isComplete;

  /**
   * @param nanos a clock that only goes forward
   */
  public StreamTally(StreamDescriptor stream, LongSupplier nanos) {
    this.stream = stream;
    this.nanos = nanos;
  }

  /** A record was handed on. */
  void recordRead(int length) {
    if (first.get() == NEVER) {
      begin();
    }
    read.increment();
    bytes.add(length);
  }

  /** The source is at it. */
  void begin() {
    first.compareAndSet(NEVER, nanos.getAsLong());
  }

  /** The destination vouches for these records. */
  void acknowledged(long records, long refused) {
    written.add(records);
    rejected.add(refused);
    begin();
    last.set(nanos.getAsLong());
  }

  /** Whether all of it was read, and its last state came back. */
  void setComplete(boolean complete) {
    isComplete = complete;
  }

  public StreamDescriptor stream() {
    return stream;
  }

  public long read() {
    return read.sum();
  }

  /** Of the RECORD lines. */
  public long bytes() {
    return bytes.sum();
  }

  public long written() {
    return written.sum();
  }

  public long rejected() {
    return rejected.sum();
  }

  public boolean isComplete() {
    return isComplete;
  }

  /** From its first message to its last acknowledged state. */
  public Duration time() {
    boolean isTimed = first.get() != NEVER && last.get() != NEVER;
    return isTimed ? Duration.ofNanos(last.get() - first.get()) : Duration.ZERO;
  }
}
