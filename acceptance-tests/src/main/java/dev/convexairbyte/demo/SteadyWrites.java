package dev.convexairbyte.demo;

import dev.convexairbyte.stub.StubBackend;
import java.util.EnumMap;
import java.util.Map;

/** Changes documents of a deployment, on a thread of its own, until it is stopped. */
final class SteadyWrites {

  private static final long PAUSE_MILLIS = 5;

  private final LargeData data;
  private final StubBackend backend;
  private final Map<LargeData.Change, Integer> counts = new EnumMap<>(LargeData.Change.class);
  private final Thread thread = new Thread(this::write, "steady-writes");

  private SteadyWrites(LargeData data, StubBackend backend) {
    this.data = data;
    this.backend = backend;
  }

  static SteadyWrites start(LargeData data, StubBackend backend) {
    SteadyWrites writes = new SteadyWrites(data, backend);
    writes.thread.setDaemon(true);
    writes.thread.start();
    return writes;
  }

  private void write() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        counts.merge(data.change(backend), 1, Integer::sum);
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the writes and says how many there were. */
  String stop() throws InterruptedException {
    thread.interrupt();
    thread.join();
    return "%d documents written, %d changed, %d deleted"
        .formatted(
            counts.getOrDefault(LargeData.Change.WRITTEN, 0),
            counts.getOrDefault(LargeData.Change.CHANGED, 0),
            counts.getOrDefault(LargeData.Change.DELETED, 0));
  }
}
