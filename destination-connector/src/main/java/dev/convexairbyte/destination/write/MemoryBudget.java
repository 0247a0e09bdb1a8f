package dev.convexairbyte.destination.write;

/** What all batches may occupy together, whether they are being filled, wait or are under way. */
final class MemoryBudget {

  /**
   * In bytes. Of a heap of 128 MiB the rest is for the program, for lines of the input that are a
   * few MiB each, and for the collector.
   */
  static final long STANDARD = 40L << 20;

  private final long most;
  private long taken;

  MemoryBudget(long most) {
    this.most = most;
  }

  boolean hasRoom(long bytes) {
    return taken + bytes <= most;
  }

  void take(long bytes) {
    taken += bytes;
  }

  void giveBack(long bytes) {
    taken -= bytes;
  }
}
