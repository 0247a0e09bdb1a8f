package dev.convexairbyte.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tests that docs/destination-evidence.md names exist, and no case is left out. */
class DestinationEvidenceTest {

  private static final int PYTHON_DEFECTS = 16;

  private EvidencePage page;

  @BeforeEach
  void readThePage() throws IOException {
    page = EvidencePage.of("destination-evidence.md");
  }

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    assertThat(page.missingTests()).isEmpty();
    assertThat(page.tests()).hasSizeGreaterThan(100);
  }

  @Test
  void everyRowNamesATestOrSaysWhyNot() {
    for (String table : List.of("Cases", "Defects of the Python destination", "Wishes")) {
      assertThat(EvidencePage.withoutProof(page.rows(table))).as(table).isEmpty();
    }
  }

  @Test
  void noCaseOfTheCdksSuiteIsLeftOut() {
    assertThat(EvidencePage.firstColumn(page.rows("Cases")))
        .contains(
            "state ack order",
            "mid-sync checkpoint state",
            "append",
            "dedup",
            "overwrite",
            "truncate refresh with COMPLETE",
            "truncate refresh without COMPLETE",
            "truncate refresh interrupted, then resumed",
            "merge refresh",
            "clear (no records)",
            "namespaces with equal names",
            "funky characters in names",
            "no columns",
            "schema change",
            "unknown types",
            "every JSON type, nested, null, time zones, unicode",
            "large integers",
            "meta.changes kept");
  }

  @Test
  void noDefectAndNoWishForADestinationIsLeftOut() {
    assertThat(page.rows("Defects of the Python destination")).hasSize(PYTHON_DEFECTS);
    assertThat(EvidencePage.firstColumn(page.rows("Wishes")))
        .contains("10", "11", "12", "13", "14", "24", "34");
  }
}
