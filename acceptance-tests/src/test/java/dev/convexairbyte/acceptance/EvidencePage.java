package dev.convexairbyte.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of docs/ that says which tests show what: in tables, each test as {@code `Class#method`},
 * with or without packages before it.
 *
 * @param text the whole page
 */
record EvidencePage(String text) {

  private static final Path ROOT = Path.of("..");
  private static final Pattern NAMED = Pattern.compile("`(?:[a-z]\\w*\\.)*(\\w+)#(\\w+)`");
  private static final Pattern CLASS = Pattern.compile("`(?:[a-z]\\w*\\.)*([A-Z]\\w*(?:Test|IT))`");

  static EvidencePage of(String file) throws IOException {
    return new EvidencePage(Files.readString(ROOT.resolve("docs").resolve(file)));
  }

  /** The tests that are named, as often as they are. */
  List<String> tests() {
    return NAMED.matcher(text).results().map(result -> result.group()).toList();
  }

  /** Those of them that no module has. */
  List<String> missingTests() throws IOException {
    Map<String, String> sources = testSources();
    List<String> missing = new ArrayList<>();
    Matcher named = NAMED.matcher(text);
    while (named.find()) {
      if (!sources.getOrDefault(named.group(1), "").contains("void " + named.group(2) + "(")) {
        missing.add(named.group());
      }
    }
    return missing;
  }

  /** The test classes, named without a method, that no module has. */
  List<String> missingClasses() throws IOException {
    Map<String, String> sources = testSources();
    return CLASS
        .matcher(text)
        .results()
        .filter(named -> !sources.containsKey(named.group(1)))
        .map(named -> named.group())
        .toList();
  }

  /** The rows of the table under this heading, without the table's head. */
  List<String> rows(String heading) {
    int start = text.indexOf("\n## " + heading + "\n");
    if (start < 0) {
      throw new IllegalArgumentException("The page has no heading " + heading);
    }
    int next = text.indexOf("\n## ", start + 1);
    String section = next < 0 ? text.substring(start) : text.substring(start, next);
    return section.lines().filter(line -> line.startsWith("| ")).skip(1).toList();
  }

  /** What stands in the first column of these rows. */
  static List<String> firstColumn(List<String> rows) {
    return rows.stream().map(row -> row.split(" \\| ", 2)[0].substring(2)).toList();
  }

  /** The rows that neither name a test nor say why there is none. */
  static List<String> withoutProof(List<String> rows) {
    return rows.stream()
        .filter(row -> !NAMED.matcher(row).find() && !row.contains("| No test: "))
        .toList();
  }

  private static Map<String, String> testSources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      for (Path file : files.filter(EvidencePage::isTestSource).toList()) {
        // Two modules may have a test class of one name.
        sources.merge(
            file.getFileName().toString().replace(".java", ""),
            Files.readString(file),
            String::concat);
      }
    }
    return sources;
  }

  private static boolean isTestSource(Path file) {
    return file.toString().contains("/src/test/java/") && file.toString().endsWith(".java");
  }
}
