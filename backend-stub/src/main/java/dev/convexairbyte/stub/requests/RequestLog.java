package dev.convexairbyte.stub.requests;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The newest 10000 requests, oldest first. Safe for use by several threads. */
public final class RequestLog {

  private static final int MAX_KEPT = 10_000;

  private final Deque<RecordedRequest> requests = new ArrayDeque<>();
  private final Consumer<RecordedRequest> listener;
  private final UnaryOperator<String> mask;

  /**
   * @param listener told of each request, on the thread that answers it
   * @param mask takes keys out of what a client chose: they may stand where none belongs
   */
  public RequestLog(Consumer<RecordedRequest> listener, UnaryOperator<String> mask) {
    this.listener = listener;
    this.mask = mask;
  }

  public void add(RecordedRequest seen) {
    RecordedRequest request = seen.masked(mask);
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
