package dev.convexairbyte.destination.death;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.destination.death.CopiedStream.Kind;
import dev.convexairbyte.destination.death.Killer.Moment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The destination dies anywhere, or its source, or the pipe behind it, with faults of the
 * deployment on the way; a platform starts it again from the last states that came back. Whenever
 * one comes back the tables are looked at, there and then.
 */
@TestInstance(Lifecycle.PER_CLASS)
class DestinationDeathTest {

  private static final int SEEDS = 300;

  private final Tally tally = new Tally();
  @TempDir private Path files;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, SEEDS);
  }

  @Timeout(120)
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whateverTheMomentOfDeathWhatIsAcknowledgedIsWritten(long seed) {
    try (Trial trial = new Trial(seed, files, tally)) {
      trial.run();
    }
  }

  @AfterAll
  void everythingHasHappened() {
    if (tally.of("trial") < SEEDS) {
      return;
    }
    assertThat(tally.events())
        .contains("acknowledged", "states held", "import in doubt", "index held", "input torn")
        .contains("clear", "truncate refresh", "merge refresh", "generation again")
        .contains("source whole", "source broken off", "fault that lasts", "record skipped")
        .contains("status 0", "status 400", "status 401", "status 403", "status 408")
        .contains("status 429", "status 500", "status 502", "status 503")
        .containsAll(named("kind ", Kind.values()))
        .containsAll(named("declared ", Declared.values()))
        .containsAll(named("driver ", Driver.values()))
        .containsAll(named("states ", StateStyle.values()))
        .containsAll(named("end ", Moment.values()));
  }

  private static List<String> named(String prefix, Object[] all) {
    return Arrays.stream(all).map(one -> prefix + one).toList();
  }
}
