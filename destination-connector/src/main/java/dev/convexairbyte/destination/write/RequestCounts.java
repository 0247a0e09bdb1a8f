package dev.convexairbyte.destination.write;

/** What it took to write one batch. */
final class RequestCounts {

  private long retried;
  private long possibleDuplicates;

  /** A request was made again. */
  void retry() {
    retried++;
  }

  /**
   * Records were appended again after a request of which nobody knows whether it was carried out.
   */
  void appendAgain(int records) {
    possibleDuplicates += records;
  }

  void add(RequestCounts other) {
    retried += other.retried;
    possibleDuplicates += other.possibleDuplicates;
  }

  long retried() {
    return retried;
  }

  long possibleDuplicates() {
    return possibleDuplicates;
  }
}
