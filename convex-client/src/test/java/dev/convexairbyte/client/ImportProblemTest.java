package dev.convexairbyte.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ImportProblemTest {

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvFileSource(resources = "import-problems.csv", numLinesToSkip = 1)
  void onlyAnExactStatusAndCodeSayWhatIsWrongWithAnImport(
      int status, @Nullable String code, ImportProblem expected) {
    assertThat(ImportProblem.of(status, code)).isEqualTo(expected);
  }
}
