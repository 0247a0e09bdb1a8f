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
  private final List<Long> waits = new ArrayList<>();
  private final TablePreparation preparation =
      new TablePreparation(target, clock, clock, waits::add);

  @Test
  void asksNothingWhereNoStreamHasAKey() {
    preparation.index(plans(append("users")));
    preparation.clear(List.of());

    assertThat(journal).isEmpty();
  }

  @Test
  void waitsLongerEachTimeUpToTenSeconds() {
    target.becomesReadyAfter(9);
    List<Long> polls = new ArrayList<>();
    target.onPoll(() -> polls.add(clock.millis()));

    preparation.index(plans(dedup("users", "id")));

    assertThat(polls)
        .containsExactly(0L, 100L, 300L, 700L, 1500L, 3100L, 6300L, 12_700L, 22_700L, 32_700L);
  }

  @Test
  void letsOtherThingsBeDoneEverySecondOfAWait() {
    target.becomesReadyAfter(6);

    preparation.index(plans(dedup("users", "id")));

    assertThat(waits)
        .containsExactly(100L, 200L, 400L, 800L, 1000L, 600L, 1000L, 1000L, 1000L, 200L);
  }

  @Test
  void givesUpAfterAnHourForTheClearAndTheIndexTogether() {
    target.refusesToClear(2);
    target.becomesReadyAfter(Integer.MAX_VALUE);
    TablePreparation slow =
        new TablePreparation(
            target, clock, wait -> clock.sleep(Duration.ofMinutes(20)), millis -> {});

    assertThatThrownBy(() -> slow.clearAndIndex(plans(dedup("users", "id").truncated()).get(0)))
        .hasMessageContaining("the primary key indexes of users")
        .hasMessageContaining("60 minutes");

    assertThat(clock.sleeps()).hasSize(3);
  }

  @Test
  void givesUpAfterAnHour() {
    target.becomesReadyAfter(Integer.MAX_VALUE);
    TablePreparation slow =
        new TablePreparation(
            target, clock, wait -> clock.sleep(Duration.ofMinutes(20)), millis -> {});

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
            },
            millis -> {});

    assertThatThrownBy(() -> interrupted.index(plans(dedup("users", "id"))))
        .isInstanceOf(ConnectorException.class);

    assertThat(Thread.interrupted()).isTrue();
  }

  private static List<StreamPlan> plans(TestStream... streams) {
    return WritePlan.of(catalog(streams)).streams();
  }
}
