package dev.convexairbyte.destination.write;

import static dev.convexairbyte.destination.TestStream.append;
import static dev.convexairbyte.destination.TestStream.catalog;
import static dev.convexairbyte.destination.TestStream.dedup;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.message.FailureType;
import dev.convexairbyte.destination.TestClock;
import dev.convexairbyte.destination.TestStream;
import dev.convexairbyte.destination.plan.StreamPlan;
import dev.convexairbyte.destination.plan.WritePlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablePreparationTest {

  private final List<String> journal = new ArrayList<>();
  private final FakeTarget target = new FakeTarget(journal);
  private final TestClock clock = new TestClock();
  private final TablePreparation preparation = new TablePreparation(target, clock, clock);

  @Test
  void asksNothingWhereNoStreamHasAKey() {
    preparation.index(plans(append("users")));
    preparation.clear(List.of());

    assertThat(journal).isEmpty();
  }

  @Test
  void waitsLongerEachTimeUpToTenSeconds() {
    target.becomesReadyAfter(9);

    preparation.index(plans(dedup("users", "id")));

    assertThat(clock.sleeps())
        .extracting(Duration::toMillis)
        .containsExactly(100L, 200L, 400L, 800L, 1600L, 3200L, 6400L, 10_000L, 10_000L);
  }

  @Test
  void givesUpAfterAnHour() {
    target.becomesReadyAfter(Integer.MAX_VALUE);
    TablePreparation slow =
        new TablePreparation(target, clock, wait -> clock.sleep(Duration.ofMinutes(20)));

    assertThatThrownBy(() -> slow.index(plans(dedup("users", "id"))))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.failureType()).isEqualTo(FailureType.TRANSIENT_ERROR))
        .hasMessageContaining("the primary key indexes of users")
        .hasMessageContaining("60 minutes");

    assertThat(clock.sleeps()).hasSize(3);
  }

  @Test
  void stopsWaitingWhenInterrupted() {
    target.becomesReadyAfter(Integer.MAX_VALUE);
    TablePreparation interrupted =
        new TablePreparation(
            target,
            clock,
            wait -> {
              throw new InterruptedException();
            });

    assertThatThrownBy(() -> interrupted.index(plans(dedup("users", "id"))))
        .isInstanceOf(ConnectorException.class);

    assertThat(Thread.interrupted()).isTrue();
  }

  private static List<StreamPlan> plans(TestStream... streams) {
    return WritePlan.of(catalog(streams)).streams();
  }
}
