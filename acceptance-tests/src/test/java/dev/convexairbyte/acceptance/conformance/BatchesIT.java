package dev.convexairbyte.acceptance.conformance;

import static dev.convexairbyte.acceptance.conformance.CatalogStream.append;
import static dev.convexairbyte.acceptance.conformance.CatalogStream.dedup;
import static dev.convexairbyte.acceptance.conformance.Lines.echo;
import static dev.convexairbyte.acceptance.conformance.Lines.record;
import static dev.convexairbyte.acceptance.conformance.Lines.state;
import static dev.convexairbyte.acceptance.conformance.TestDestination.states;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.acceptance.ProgramRun;
import dev.convexairbyte.acceptance.testbed.LocalDeployment;
import dev.convexairbyte.acceptance.testbed.TestDeployment;
import dev.convexairbyte.stub.StubSettings;
import dev.convexairbyte.stub.requests.RecordedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many requests are under way at a time, and what is in them. */
@Timeout(120)
class BatchesIT extends DestinationCase {

  private volatile CountDownLatch together = new CountDownLatch(0);
  private final AtomicBoolean isOneByOne = new AtomicBoolean();

  @Override
  TestDeployment deployment() {
    return LocalDeployment.start(StubSettings.builder().requestListener(this::seen));
  }

  /** On the thread that answers the request, before the answer. */
  private void seen(RecordedRequest request) {
    if (!request.path().equals(TestDestination.IMPORT)) {
      return;
    }
    together.countDown();
    try {
      // Whoever sends one request after the other never gets past this in time.
      if (!together.await(isOneByOne.get() ? 0 : 20, TimeUnit.SECONDS)) {
        isOneByOne.set(true);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void fourAppendsOfOneStreamAreUnderWayAtATime() throws Exception {
    together = new CountDownLatch(4);
    destination.with("batch_records", 1);
    List<String> lines = new ArrayList<>();
    for (int number = 0; number < 4; number++) {
      lines.add(record("users", "{\"n\":%d}".formatted(number)));
    }

    ProgramRun write = destination.write(List.of(append("users")), lines);

    assertThat(write.errors()).isEmpty();
    assertThat(isOneByOne).isFalse();
    assertThat(destination.rows("users")).hasSize(4);
  }

  @Test
  void streamsWithAKeyAreWrittenSideBySide() throws Exception {
    together = new CountDownLatch(2);
    destination.with("batch_records", 1);

    ProgramRun write =
        destination.write(
            List.of(dedup("a", "id"), dedup("b", "id")),
            record("a", "{\"id\":1}"),
            record("b", "{\"id\":1}"));

    assertThat(write.errors()).isEmpty();
    assertThat(isOneByOne).isFalse();
  }

  @Test
  void ofAKeyThatComesTwiceInABatchOnlyTheLastRecordIsSent() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int number = 0; number < 400; number++) {
      lines.add(
          record(
              "users", "{\"id\":1,\"n\":%d,\"text\":\"%s\"}".formatted(number, "x".repeat(500))));
    }
    lines.add(state("users", 1));

    ProgramRun write = destination.write(List.of(dedup("users", "id")), lines);

    assertThat(states(write)).containsExactly(echo(state("users", 1), 400));
    assertThat(destination.backend().documents("users"))
        .singleElement()
        .satisfies(row -> assertThat(row.path("n").asInt()).isEqualTo(399));
    assertThat(destination.requests(TestDestination.IMPORT))
        .extracting(RecordedRequest::bodySize)
        .allSatisfy(bytes -> assertThat(bytes).isLessThan(5_000));
  }
}
