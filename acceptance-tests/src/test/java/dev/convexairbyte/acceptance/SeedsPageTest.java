package dev.convexairbyte.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tests that docs/seeds.md names exist, in whatever module, and no sentence is without one. */
class SeedsPageTest {

  private static final Pattern SEEDS = Pattern.compile("00[0-4]( 00[0-4])*");

  private EvidencePage page;

  @BeforeEach
  void readThePage() throws IOException {
    page = EvidencePage.of("seeds.md");
  }

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    assertThat(page.missingTests()).isEmpty();
    assertThat(page.tests())
        .hasSizeGreaterThan(90)
        .contains("`JavaScriptClientIT#bringsAUser`", "`ExampleAppTest#keepsAPostedMessage`");
  }

  @Test
  void everySentenceHasATestOrAReasonWhyNot() {
    List<String> sentences = page.rowsWhose(SEEDS);

    // A reason why Convex does something else stands in italics.
    assertThat(EvidencePage.withoutProof(sentences))
        .allMatch(row -> row.matches(".*\\*[^*]+\\*.*"));
    assertThat(sentences).hasSizeGreaterThan(75);
  }
}
