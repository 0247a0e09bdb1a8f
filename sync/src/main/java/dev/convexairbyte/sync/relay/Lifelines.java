package dev.convexairbyte.sync.relay;

import dev.convexairbyte.sync.failure.Party;
import dev.convexairbyte.sync.program.RunningProgram;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Ends the two programs of an attempt: each is told to, and forced to if it does not. A sync that
 * is stopped ends its source first, so that the destination can finish with what it has.
 */
final class Lifelines {

  private static final long NEVER = Long.MAX_VALUE;

  private final RunningProgram source;
  private final RunningProgram destination;
  private final Patience patience;
  private final LongSupplier nanos;
  private final Map<Party, Long> killAt = new EnumMap<>(Party.class);
  private long endDestinationAt = NEVER;
  private volatile boolean isStopped;

  Lifelines(
      RunningProgram source, RunningProgram destination, Patience patience, LongSupplier nanos) {
    this.source = source;
    this.destination = destination;
    this.patience = patience;
    this.nanos = nanos;
  }

  RunningProgram source() {
    return source;
  }

  RunningProgram destination() {
    return destination;
  }

  /** The sync is to end before its time. */
  synchronized void stop() {
    if (!isStopped) {
      isStopped = true;
      long now = nanos.getAsLong();
      end(Party.SOURCE, now + patience.stoppedSource().toNanos());
      endDestinationAt = now + patience.stoppedDestination().toNanos();
    }
  }

  boolean isStopped() {
    return isStopped;
  }

  /** Tells a program to end. */
  synchronized void end(Party party) {
    end(party, nanos.getAsLong() + patience.kill().toNanos());
  }

  private void end(Party party, long forcedAt) {
    if (killAt.putIfAbsent(party, forcedAt) == null) {
      program(party).terminate();
    }
  }

  /** Called now and then. */
  synchronized void tick() {
    long now = nanos.getAsLong();
    if (now > endDestinationAt) {
      end(Party.DESTINATION);
    }
    killAt.forEach(
        (party, time) -> {
          if (now > time) {
            program(party).kill();
          }
        });
  }

  private RunningProgram program(Party party) {
    return party == Party.SOURCE ? source : destination;
  }
}
