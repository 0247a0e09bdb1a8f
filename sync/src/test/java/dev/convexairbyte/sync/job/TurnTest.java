package dev.convexairbyte.sync.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.sync.catalog.Generation;
import dev.convexairbyte.sync.catalog.TestCatalog;
import dev.convexairbyte.sync.state.GenerationBook.Entry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class TurnTest {

  /**
   * @param before {@code id/minimum}, and whether the job that began it is unfinished; none where
   *     the destination knows no generations
   */
  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "turns.csv", delimiter = '|', numLinesToSkip = 1)
  void beginsGenerationsAsThePlatformDoes(
      String what,
      String stream,
      Job.Kind kind,
      int attempt,
      @Nullable String before,
      String startsOver,
      @Nullable String after) {
    Turn turn = Turn.of(TestCatalog.stream(stream), kind, attempt, entry(before));

    assertThat(turn.startsOver()).as(what).isEqualTo(startsOver.equals("yes"));
    assertThat(turn.entry()).as(what).isEqualTo(entry(after));
  }

  private static @Nullable Entry entry(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String[] words = text.split(" ", -1);
    String[] numbers = words[0].split("/", -1);
    Generation generation = new Generation(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
    return new Entry(generation, words.length > 1);
  }
}
