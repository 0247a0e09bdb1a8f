package dev.convexairbyte.sync.relay;

import dev.convexairbyte.sync.failure.Party;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Notices who has kept the other waiting for too long. A record costs it one plain write; the clock
 * is looked at by whoever asks.
 */
final class Watch {

  private final Duration patienceWithSource;
  private final Duration patienceWithDestination;
  private final AtomicLong beats = new AtomicLong();
  private volatile Party awaited = Party.SOURCE;
  private Party lastAwaited = Party.SOURCE;
  private long lastBeats;
  private long since;

  /**
   * @param now by the clock that {@link #overdue} is asked with
   */
  Watch(Patience patience, long now) {
    this.patienceWithSource = patience.source();
    this.patienceWithDestination = patience.destination();
    this.since = now;
  }

  /** A RECORD or a STATE came from the source. Only one thread may call it. */
  void beat() {
    beats.lazySet(beats.getPlain() + 1);
  }

  /** From now on the source is waited for. */
  void reading() {
    awaited = Party.SOURCE;
  }

  /** From now on the destination is waited for: to take what it is given, or to end. */
  void writing() {
    awaited = Party.DESTINATION;
  }

  /** Who keeps the other waiting for too long; asked now and then by one thread. */
  Optional<Party> overdue(long now) {
    long beatsNow = beats.get();
    Party awaitedNow = awaited;
    if (beatsNow != lastBeats || awaitedNow != lastAwaited) {
      lastBeats = beatsNow;
      lastAwaited = awaitedNow;
      since = now;
    }
    Duration patience = awaitedNow == Party.SOURCE ? patienceWithSource : patienceWithDestination;
    return now - since > patience.toNanos() ? Optional.of(awaitedNow) : Optional.empty();
  }
}
