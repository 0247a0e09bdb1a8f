package dev.convexairbyte.stub;

import java.net.SocketTimeoutException;
import java.time.Duration;

/** A moment by the machine's own clock, as sockets know no other; or none. */
final class Deadline {

  /** No deadline. */
  static final Deadline NONE = new Deadline(Duration.ZERO);

  /** A socket cannot wait for much longer. */
  private static final Duration LONGEST = Duration.ofDays(24);

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final long time;
  private final long start = System.nanoTime();

  private Deadline(Duration time) {
    this.time = time.toNanos();
  }

  /** So long from now. */
  static Deadline in(Duration time) {
    return new Deadline(time.compareTo(LONGEST) > 0 ? LONGEST : time);
  }

  boolean hasPassed() {
    return this != NONE && leftNanos() <= 0;
  }

  /** The time to it; a moment past it is negative. */
  long leftNanos() {
    return time - (System.nanoTime() - start);
  }

  /** The time to it; none past it. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, leftNanos()));
  }

  /** What a socket is to wait for bytes: 0 without an end. Throws where the moment has passed. */
  int socketTimeout() throws SocketTimeoutException {
    if (this == NONE) {
      return 0;
    }
    long left = leftNanos();
    if (left <= 0) {
      throw new SocketTimeoutException("the time of the request is up");
    }
    return (int) Math.max(1, left / NANOS_PER_MILLI);
  }
}
