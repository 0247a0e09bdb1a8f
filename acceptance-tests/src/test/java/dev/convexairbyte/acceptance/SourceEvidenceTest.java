package dev.convexairbyte.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests that docs/source-evidence.md names exist, and no trap is left out. */
class SourceEvidenceTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern NAMED = Pattern.compile("`(\\w+)#(\\w+)`");

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    Map<String, String> sources = testSources();
    Matcher named = NAMED.matcher(evidence());
    int count = 0;

    while (named.find()) {
      assertThat(sources).containsKey(named.group(1));
      assertThat(sources.get(named.group(1)))
          .as(named.group())
          .contains(" " + named.group(2) + "(");
      count++;
    }

    assertThat(count).isGreaterThan(40);
  }

  @Test
  void everyRowNamesATestOrSaysWhyNot() throws IOException {
    List<String> rows = evidence().lines().filter(line -> line.matches("\\| \\d+ \\|.*")).toList();

    assertThat(rows)
        .allSatisfy(
            row ->
                assertThat(NAMED.matcher(row).find() || row.contains("| No test: "))
                    .as(row)
                    .isTrue());
  }

  @Test
  void noTrapIsLeftOut() throws IOException {
    String traps = evidence().substring(evidence().indexOf("## Traps"));

    for (int trap = 1; trap <= 20; trap++) {
      assertThat(traps).contains("\n| " + trap + " |");
    }
  }

  private static String evidence() throws IOException {
    return Files.readString(ROOT.resolve("docs/source-evidence.md"));
  }

  private static Map<String, String> testSources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path tests : modules.map(module -> module.resolve("src/test/java")).toList()) {
        if (!Files.isDirectory(tests)) {
          continue;
        }
        try (Stream<Path> files = Files.walk(tests)) {
          for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
            // Two modules may have a test class of one name.
            sources.merge(
                file.getFileName().toString().replace(".java", ""),
                Files.readString(file),
                String::concat);
          }
        }
      }
    }
    return sources;
  }
}
