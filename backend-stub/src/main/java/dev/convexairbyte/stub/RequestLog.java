package dev.convexairbyte.stub;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** The newest requests, oldest first. */
final class RequestLog {

  private static final int MAX_KEPT = 10_000;

  private final Deque<RecordedRequest> requests = new ArrayDeque<>();
  private final Consumer<RecordedRequest> listener;

  RequestLog(Consumer<RecordedRequest> listener) {
    this.listener = listener;
  }

  void add(RecordedRequest request) {
    synchronized (this) {
      if (requests.size() == MAX_KEPT) {
        requests.removeFirst();
      }
      requests.addLast(request);
    }
    listener.accept(request);
  }

  synchronized List<RecordedRequest> all() {
    return List.copyOf(requests);
  }
}
