package dev.convexairbyte.destination.state;

/** The records of one interval between two STATEs. */
public final class RecordCounts {

  private long accepted;
  private long rejected;

  /** A record that was taken, whatever becomes of it. */
  void accept() {
    accepted++;
  }

  /** One of the accepted that was left out. */
  void reject() {
    rejected++;
  }

  /** Takes over what another has counted, which then begins anew. */
  void takeFrom(RecordCounts other) {
    accepted += other.accepted;
    rejected += other.rejected;
    other.accepted = 0;
    other.rejected = 0;
  }

  /** Those that are durable, once all are. */
  public long written() {
    return accepted - rejected;
  }

  public long rejected() {
    return rejected;
  }
}
