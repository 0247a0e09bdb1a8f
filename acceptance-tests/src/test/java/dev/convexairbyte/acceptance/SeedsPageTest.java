package dev.convexairbyte.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tests that docs/seeds.md names exist, in whatever module, and no sentence is without one. */
class SeedsPageTest {

  /** A whole class of tests, or a reason why Convex does something else, which is in italics. */
  private static final Pattern OTHER_PROOF = Pattern.compile("`[\\w.]+(Test|IT)`|\\*[^*]+\\*");

  private EvidencePage page;

  @BeforeEach
  void readThePage() throws IOException {
    page = EvidencePage.of("seeds.md");
  }

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    assertThat(page.missingTests()).isEmpty();
    assertThat(page.missingClasses()).isEmpty();
    assertThat(page.tests())
        .hasSizeGreaterThan(80)
        .contains("`JavaScriptClientIT#bringsAUser`", "`ExampleAppTest#keepsAPostedMessage`");
  }

  @Test
  void everySentenceHasATestOrAReasonWhyNot() {
    List<String> sentences =
        Stream.of(
                "Routes",
                "Actions",
                "Files, CORS, users",
                "Functions over HTTP",
                "Streaming export and import")
            .flatMap(heading -> page.rows(heading).stream())
            .toList();

    assertThat(EvidencePage.withoutProof(sentences))
        .allMatch(row -> OTHER_PROOF.matcher(row).find());
    assertThat(sentences).hasSizeGreaterThan(65);
  }
}
