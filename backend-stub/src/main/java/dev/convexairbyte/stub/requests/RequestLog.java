package dev.convexairbyte.stub.requests;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** The newest 10000 requests, oldest first. Safe for use by several threads. */
public final class RequestLog {

  private static final int MAX_KEPT = 10_000;

  private final Deque<RecordedRequest> requests = new ArrayDeque<>();
  private final Consumer<RecordedRequest> listener;

  /**
   * @param listener told of each request, on the thread that answers it
   */
  public RequestLog(Consumer<RecordedRequest> listener) {
    this.listener = listener;
  }

  public void add(RecordedRequest request) {
    synchronized (this) {
      if (requests.size() == MAX_KEPT) {
        requests.removeFirst();
      }
      requests.addLast(request);
    }
    listener.accept(request);
  }

  public synchronized List<RecordedRequest> all() {
    return List.copyOf(requests);
  }

  public synchronized void clear() {
    requests.clear();
  }
}
