package dev.convexairbyte.destination.death;

import dev.convexairbyte.stub.requests.RecordedRequest;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Sees the requests to the deployment: when it is done with one, and has not answered it. */
final class Traffic implements Consumer<RecordedRequest> {

  static final String IMPORT = "/api/streaming_import/import_airbyte_records";

  /** After these (0: no answer) the connector cannot know whether its request was carried out. */
  private static final Set<Integer> IN_DOUBT = Set.of(0, 408, 502, 504);

  private final Tally tally;
  private final AtomicInteger inDoubt = new AtomicInteger();
  private volatile Killer killer = Killer.none();

  Traffic(Tally tally) {
    this.tally = tally;
  }

  @Override
  public void accept(RecordedRequest request) {
    tally.count("status " + request.status());
    if (request.path().equals(IMPORT) && IN_DOUBT.contains(request.status())) {
      inDoubt.incrementAndGet();
    }
    killer.requested();
  }

  /** Begins an attempt. */
  void begin(Killer nextKiller) {
    killer = nextKiller;
    inDoubt.set(0);
  }

  /** The import requests of this attempt that may have been carried out more than once. */
  int inDoubt() {
    return inDoubt.get();
  }
}
