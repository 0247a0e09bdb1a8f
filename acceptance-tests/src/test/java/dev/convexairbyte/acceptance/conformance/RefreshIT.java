package dev.convexairbyte.acceptance.conformance;

import static dev.convexairbyte.acceptance.conformance.CatalogStream.append;
import static dev.convexairbyte.acceptance.conformance.CatalogStream.dedup;
import static dev.convexairbyte.acceptance.conformance.CatalogStream.overwrite;
import static dev.convexairbyte.acceptance.conformance.Lines.clearedState;
import static dev.convexairbyte.acceptance.conformance.Lines.complete;
import static dev.convexairbyte.acceptance.conformance.Lines.echo;
import static dev.convexairbyte.acceptance.conformance.Lines.record;
import static dev.convexairbyte.acceptance.conformance.Lines.state;
import static dev.convexairbyte.acceptance.conformance.Lines.status;
import static dev.convexairbyte.acceptance.conformance.TestDestination.states;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.acceptance.ProgramRun;
import dev.convexairbyte.acceptance.testbed.OnEveryBed;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Refreshes and clears, from a platform that sends generation ids and statuses and from one that
 * sends neither.
 */
@OnEveryBed
class RefreshIT extends DestinationCase {

  @BeforeEach
  void fillTheTable() throws Exception {
    destination.seed("users", "{\"id\":1,\"n\":\"old\"}");
  }

  @Test
  void aTruncateRefreshThatIsCompleteHoldsOnlyTheNewGeneration() throws Exception {
    ProgramRun write =
        destination.write(
            List.of(append("users").truncatedBy(2)),
            record("users", "{\"id\":2,\"n\":\"new\"}"),
            state("users", 1),
            complete("users"));

    assertThat(write.exitCode()).isZero();
    assertThat(states(write)).containsExactly(echo(state("users", 1), 1));
    assertThat(destination.rows("users")).containsExactly("{\"id\":2,\"n\":\"new\"}");
  }

  @Test
  void aTruncateRefreshWithoutCompleteFailsAndAcknowledgesNothing() throws Exception {
    ProgramRun write =
        destination.write(
            List.of(append("users").truncatedBy(2)),
            record("users", "{\"id\":2,\"n\":\"new\"}"),
            state("users", 1));

    assertThat(write.exitCode()).isEqualTo(1);
    assertThat(states(write)).isEmpty();
    assertThat(write.errors()).hasSize(1);
  }

  @Test
  void aTruncateRefreshThatDiesBeforeItsFirstRecordKeepsTheOldRows() throws Exception {
    ProgramRun write = destination.write(List.of(append("users").truncatedBy(2)));

    assertThat(write.exitCode()).isEqualTo(1);
    assertThat(destination.rows("users")).containsExactly("{\"id\":1,\"n\":\"old\"}");
  }

  @Test
  void aTruncateRefreshThatWasInterruptedStartsOverAndLosesNothing() throws Exception {
    List<CatalogStream> catalog = List.of(dedup("users", "id").truncatedBy(2));
    destination.write(catalog, record("users", "{\"id\":2,\"n\":\"a\"}"), state("users", 1));

    ProgramRun resumed =
        destination.write(
            catalog,
            record("users", "{\"id\":2,\"n\":\"b\"}"),
            record("users", "{\"id\":3,\"n\":\"b\"}"),
            state("users", 2),
            complete("users"));

    assertThat(resumed.exitCode()).isZero();
    assertThat(states(resumed)).containsExactly(echo(state("users", 2), 2));
    assertThat(destination.rows("users"))
        .containsExactly("{\"id\":2,\"n\":\"b\"}", "{\"id\":3,\"n\":\"b\"}");
  }

  @Test
  void aTruncateRefreshOfAnEmptyStreamTruncatesAllTheSame() throws Exception {
    ProgramRun write =
        destination.write(
            List.of(append("users").truncatedBy(2)), state("users", 1), complete("users"));

    assertThat(write.exitCode()).isZero();
    assertThat(states(write)).hasSize(1);
    assertThat(destination.rows("users")).isEmpty();
  }

  @Test
  void aTruncateRefreshThatIsIncompleteKeepsWhatItCanAndFails() throws Exception {
    ProgramRun write =
        destination.write(
            List.of(append("users").truncatedBy(2)),
            status("users", "STARTED"),
            state("users", 1),
            status("users", "INCOMPLETE"));

    assertThat(write.exitCode()).isEqualTo(1);
    assertThat(states(write)).isEmpty();
    assertThat(destination.rows("users")).hasSize(1);
  }

  @Test
  void aMergeRefreshKeepsTheOldRowsAndConvergesByKey() throws Exception {
    ProgramRun write =
        destination.write(
            List.of(dedup("users", "id").inGeneration(2)),
            record("users", "{\"id\":1,\"n\":\"new\"}"),
            record("users", "{\"id\":2,\"n\":\"new\"}"),
            state("users", 1),
            complete("users"));

    assertThat(write.exitCode()).isZero();
    assertThat(destination.rows("users"))
        .containsExactly("{\"id\":1,\"n\":\"new\"}", "{\"id\":2,\"n\":\"new\"}");
  }

  @Test
  void aMergeRefreshOfAnAppendedStreamDeletesNothing() throws Exception {
    destination.write(
        List.of(append("users").inGeneration(2)),
        record("users", "{\"id\":1,\"n\":\"new\"}"),
        complete("users"));

    assertThat(destination.rows("users")).hasSize(2);
  }

  @Test
  void aClearEmptiesTheTableAndGivesItsNullStateBack() throws Exception {
    ProgramRun write = destination.write(List.of(overwrite("users")), clearedState("users"));

    assertThat(write.exitCode()).isZero();
    assertThat(states(write)).containsExactly(echo(clearedState("users"), 0));
    assertThat(destination.rows("users")).isEmpty();
  }

  @Test
  void aClearWithGenerationsEmptiesTheTableOnComplete() throws Exception {
    ProgramRun write =
        destination.write(
            List.of(append("users").truncatedBy(3)), clearedState("users"), complete("users"));

    assertThat(write.exitCode()).isZero();
    assertThat(states(write)).containsExactly(echo(clearedState("users"), 0));
    assertThat(destination.rows("users")).isEmpty();
  }

  @Test
  void aClearOfAllStreamsOfAGlobalStateEmptiesEveryTable() throws Exception {
    destination.seed("orders", "{\"id\":1}");
    String cleared =
        """
        {"type":"STATE","state":{"type":"GLOBAL","global":{"shared_state":null,"stream_states":[\
        {"stream_descriptor":{"name":"users"},"stream_state":null},\
        {"stream_descriptor":{"name":"orders"},"stream_state":null}]},"id":1}}""";

    ProgramRun write = destination.write(List.of(overwrite("users"), overwrite("orders")), cleared);

    assertThat(write.exitCode()).isZero();
    assertThat(states(write)).containsExactly(echo(cleared, 0));
    assertThat(destination.rows("users")).isEmpty();
    assertThat(destination.rows("orders")).isEmpty();
  }

  @Test
  void anOverwriteWhoseSourceDiesBeforeItsFirstRecordKeepsTheOldRows() throws Exception {
    ProgramRun write = destination.write(List.of(overwrite("users")));

    assertThat(states(write)).isEmpty();
    assertThat(destination.rows("users")).containsExactly("{\"id\":1,\"n\":\"old\"}");
  }

  @Test
  void anOverwriteWithoutStatusesNeedsNone() throws Exception {
    ProgramRun write =
        destination.write(
            List.of(overwrite("users")),
            record("users", "{\"id\":2,\"n\":\"new\"}"),
            state("users", 1));

    assertThat(write.exitCode()).isZero();
    assertThat(states(write)).hasSize(1);
    assertThat(destination.rows("users")).containsExactly("{\"id\":2,\"n\":\"new\"}");
  }
}
