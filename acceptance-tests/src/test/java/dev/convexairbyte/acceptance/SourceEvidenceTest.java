package dev.convexairbyte.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tests that docs/source-evidence.md names exist, and no trap is left out. */
class SourceEvidenceTest {

  private EvidencePage page;

  @BeforeEach
  void readThePage() throws IOException {
    page = EvidencePage.of("source-evidence.md");
  }

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    assertThat(page.missingTests()).isEmpty();
    assertThat(page.tests()).hasSizeGreaterThan(40);
  }

  @Test
  void everyRowNamesATestOrSaysWhyNot() {
    assertThat(EvidencePage.withoutProof(page.rows("Wishes"))).isEmpty();
    assertThat(EvidencePage.withoutProof(page.rows("Traps"))).isEmpty();
  }

  @Test
  void noTrapIsLeftOut() {
    List<String> all = IntStream.rangeClosed(1, 20).mapToObj(String::valueOf).toList();

    assertThat(EvidencePage.firstColumn(page.rows("Traps"))).containsExactlyElementsOf(all);
  }
}
