package dev.convexairbyte.acceptance.conformance;

import static dev.convexairbyte.acceptance.conformance.CatalogStream.append;
import static dev.convexairbyte.acceptance.conformance.Lines.echo;
import static dev.convexairbyte.acceptance.conformance.Lines.record;
import static dev.convexairbyte.acceptance.conformance.Lines.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.acceptance.testbed.LocalDeployment;
import dev.convexairbyte.acceptance.testbed.TestDeployment;
import dev.convexairbyte.stub.StubSettings;
import dev.convexairbyte.stub.requests.RecordedRequest;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What came is written also if nothing comes after it. The first of all classes: it waits for half
 * a minute and needs no processor for that, so others run meanwhile.
 */
@Order(1)
@Timeout(120)
class IdleInputIT extends DestinationCase {

  private final CountDownLatch imported = new CountDownLatch(1);

  @Override
  TestDeployment deployment() {
    return LocalDeployment.start(StubSettings.builder().requestListener(this::seen));
  }

  private void seen(RecordedRequest request) {
    if (request.path().equals(TestDestination.IMPORT)) {
      imported.countDown();
    }
  }

  @Test
  void noRecordWaitsMoreThanHalfAMinute() throws Exception {
    try (OpenWrite write = destination.open(List.of(append("users")))) {
      write.send(record("users", "{\"n\":1}"));

      assertThat(imported.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(destination.rows("users")).containsExactly("{\"n\":1}");
    }
  }

  @Test
  void noStateWaitsForInputThatDoesNotCome() throws Exception {
    try (OpenWrite write = destination.open(List.of(append("users")))) {
      write.send(record("users", "{\"n\":1}"), state("users", 1));

      assertThat(imported.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(write.nextState()).isEqualTo(echo(state("users", 1), 1));
    }
  }
}
