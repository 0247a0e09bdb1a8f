package dev.convexairbyte.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the code of modules says, for pages that quote it. */
final class SourceText {

  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  private SourceText() {}

  /** All of their main code, texts that are split over lines put together. */
  static String of(List<String> modules) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String module : modules) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          text.append(Files.readString(file));
        }
      }
    }
    return text.toString().replaceAll("\"\\s*\\+\\s*\"", "");
  }

  /** The messages that the troubleshooting of a page is about. */
  static List<String> quotedMessages(EvidencePage page) {
    return EvidencePage.firstColumn(page.rows("Troubleshooting")).stream()
        .flatMap(cell -> QUOTED.matcher(cell).results().map(result -> result.group(1)))
        .toList();
  }
}
