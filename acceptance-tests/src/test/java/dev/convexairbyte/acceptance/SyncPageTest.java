package dev.convexairbyte.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/sync.md tells of options that there are, of all of them, and of messages that are said. */
class SyncPageTest {

  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]+");
  private static final Pattern DECLARED = Pattern.compile("names = \"(--[a-z-]+)\"");

  /** Of picocli, of Docker, of systemctl. */
  private static final Set<String> OF_OTHERS =
      Set.of(
          "--help",
          "--rm",
          "--interactive",
          "--init",
          "--log-driver",
          "--volume",
          "--network",
          "--now");

  @Test
  void everyMessageOfTheTroubleshootingIsSaidSomewhere() throws IOException {
    String said = SourceText.of(List.of("sync", "airbyte-cdk"));

    assertThat(SourceText.quotedMessages(EvidencePage.of("sync.md")))
        .hasSizeGreaterThan(10)
        .allSatisfy(text -> assertThat(said).contains(text));
  }

  @Test
  void theOptionsAreThoseThatThereAre() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "sync.md"));
    Set<String> told =
        new TreeSet<>(OPTION.matcher(page).results().map(MatchResult::group).toList());
    told.removeAll(OF_OTHERS);

    Set<String> declared =
        new TreeSet<>(
            DECLARED
                .matcher(SourceText.of(List.of("sync")))
                .results()
                .map(result -> result.group(1))
                .toList());

    assertThat(told).isEqualTo(declared);
  }
}
