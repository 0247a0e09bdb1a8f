package dev.convexairbyte.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every test that docs/seeds.md names is there. */
class SeedsTest {

  private static final Path PAGE = Path.of("..", "docs", "seeds.md");
  private static final Pattern NAME = Pattern.compile("`((?:\\w+\\.)*\\w+Test)(#\\w+)?`");

  static Stream<String> names() {
    try {
      return NAME.matcher(Files.readString(PAGE)).results().map(MatchResult::group).distinct();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void namesATestThatIsThere(String quoted) throws ClassNotFoundException {
    String name = quoted.replace("`", "");
    if (name.contains("#")) {
      SituationsTest.requireTest(name);
      return;
    }
    assertThat(Class.forName(SeedsTest.class.getPackageName() + "." + name)).isNotNull();
  }
}
