package dev.convexairbyte.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class PlaceProblemTest {

  @ParameterizedTest(name = "{0} {1} persistent {2}: {3}")
  @CsvFileSource(resources = "place-problems.csv", numLinesToSkip = 1)
  void onlyAnExactStatusAndCodeSayThatAPlaceIsLost(
      int status, @Nullable String code, boolean persistent, PlaceProblem expected) {
    assertThat(PlaceProblem.of(status, code, persistent)).isEqualTo(expected);
  }
}
