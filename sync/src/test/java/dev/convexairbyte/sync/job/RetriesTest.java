package dev.convexairbyte.sync.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetriesTest {

  /**
   * @param failures {@code c} for an attempt that saved nothing, {@code p} for one that did
   * @param waits seconds until the next attempt of each; {@code -} for giving up
   */
  @ParameterizedTest
  @CsvSource({
    "99, ccccc, 10 30 90 270 -",
    "99, pppp, 0 0 0 0",
    "99, ccpccpc, 10 30 0 10 30 0 10",
    "99, cccpcccpcccpc, 10 30 90 0 10 30 90 0 10 30 90 0 -",
    "99, pppppppppppppppppppp, 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 -",
    "1, c, -",
    "1, p, -",
    "3, cpc, 10 0 -",
  })
  void waitsAndGivesUpAsThePlatformDoes(int most, String failures, String waits) {
    Retries retries = new Retries(most);
    List<String> answers = new ArrayList<>();

    failures
        .chars()
        .forEach(
            failure ->
                answers.add(
                    retries
                        .afterFailure(failure == 'p')
                        .map(wait -> String.valueOf(wait.toSeconds()))
                        .orElse("-")));

    assertThat(String.join(" ", answers)).isEqualTo(waits);
  }
}
