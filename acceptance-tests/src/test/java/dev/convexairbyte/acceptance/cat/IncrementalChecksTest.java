package dev.convexairbyte.acceptance.cat;

import static dev.convexairbyte.acceptance.cat.Fixture.record;
import static dev.convexairbyte.acceptance.cat.Fixture.state;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.acceptance.cat.IncrementalChecks.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every rule of full_refresh and incremental finds an output that breaks it. */
class IncrementalChecksTest {

  private static final JsonNode ONE = record("a", "{'_id':'1'}");
  private static final JsonNode TWO = record("a", "{'_id':'2'}");
  private static final JsonNode STATE = state("a", "{'c':1}", 2);

  @Test
  void aSecondReadThatIsNotYoungerIsFound() {
    List<JsonNode> first = List.of(record("a", "{}", 5));

    assertThat(FullRefreshChecks.secondReadIsYounger(first, List.of(record("a", "{}", 6))))
        .isEmpty();
    assertThat(FullRefreshChecks.secondReadIsYounger(first, first)).isNotEmpty();
    assertThat(FullRefreshChecks.secondReadIsYounger(first, List.of())).isNotEmpty();
  }

  @Test
  void aSecondFullRefreshThatHoldsOthersIsFound() {
    assertThat(FullRefreshChecks.bothReadsHoldTheSame(List.of(ONE, TWO), List.of(TWO, ONE)))
        .isEmpty();
    assertThat(FullRefreshChecks.bothReadsHoldTheSame(List.of(ONE, TWO), List.of(ONE)))
        .isNotEmpty();
    assertThat(FullRefreshChecks.bothReadsHoldTheSame(List.of(ONE), List.of(ONE, TWO)))
        .isNotEmpty();
  }

  @Test
  void aStreamWithoutACursorIsFound() {
    assertThat(
            IncrementalChecks.everyStreamHasACursor(
                Fixture.json("{'streams':[{'stream':{'name':'a'},'cursor_field':[]}]}")))
        .isNotEmpty();
    assertThat(
            IncrementalChecks.everyStreamHasACursor(
                Fixture.json(
                    "{'streams':[{'stream':{'name':'a','default_cursor_field':['_ts']}}]}")))
        .isEmpty();
  }

  @Test
  void aSecondReadThatIsTheFirstAgainIsFound() {
    List<JsonNode> first = List.of(ONE, TWO, STATE);

    assertThat(IncrementalChecks.secondReadDiffers(first, List.of(STATE))).isEmpty();
    assertThat(IncrementalChecks.secondReadDiffers(first, List.of(TWO, ONE, STATE))).isNotEmpty();
    assertThat(IncrementalChecks.secondReadDiffers(List.of(ONE), List.of())).isNotEmpty();
    assertThat(IncrementalChecks.secondReadDiffers(List.of(STATE), List.of(ONE))).isNotEmpty();
  }

  @Test
  void theStateIsRebuiltFromTheLastOfEveryStream() {
    assertThat(
            IncrementalChecks.rebuiltState(
                List.of(
                    state("a", "{'c':1}", 0), state("b", "{'c':2}", 0), state("a", "{'c':3}", 0))))
        .isEqualTo(
            Fixture.json(
                "[{'type':'STREAM','stream':{'stream_descriptor':{'name':'a'},'stream_state':{'c':3}}},{'type':'STREAM','stream':{'stream_descriptor':{'name':'b'},'stream_state':{'c':2}}}]"));
  }

  @Test
  void statesThatCountNothingAreFound() {
    assertThat(IncrementalChecks.statesCountTheirRecords(List.of(STATE))).isEmpty();
    assertThat(IncrementalChecks.statesCountTheirRecords(List.of(state("a", "{}", 0))))
        .isNotEmpty();
    assertThat(
            IncrementalChecks.statesCountTheirRecords(
                List.of(STATE, Fixture.json("{'type':'STATE','state':{'type':'STREAM'}}"))))
        .isNotEmpty();
  }

  @Test
  void equalStatesInARowAreOneCheckpoint() {
    List<Checkpoint> checkpoints =
        IncrementalChecks.checkpoints(
            List.of(state("a", "{'c':1}", 1), state("a", "{'c':1}", 2), state("a", "{'c':2}", 4)));

    assertThat(checkpoints).extracting(Checkpoint::records).containsExactly(3L, 7L);
  }

  @Test
  void neitherTheFirstNorTheLastOfManyCheckpointsIsSampled() {
    List<Checkpoint> checkpoints = new ArrayList<>();
    for (int number = 0; number < 30; number++) {
      checkpoints.add(new Checkpoint(Fixture.json("{'c':" + number + "}"), number));
    }

    assertThat(IncrementalChecks.sampled(checkpoints))
        .hasSizeBetween(4, 6)
        .doesNotContain(checkpoints.get(0), checkpoints.get(29));
    assertThat(IncrementalChecks.sampled(checkpoints.subList(0, 2)))
        .containsExactly(checkpoints.get(1));
  }

  @Test
  void aSliceThatLacksRecordsOrStartsOverIsFound() {
    List<JsonNode> full = List.of(ONE, state("a", "{'c':1}", 1), TWO, state("a", "{'c':2}", 1));
    Checkpoint half = IncrementalChecks.checkpoints(full).get(0);

    assertThat(IncrementalChecks.goesOnFrom(half, full, List.of(TWO))).isEmpty();
    assertThat(IncrementalChecks.goesOnFrom(half, full, List.of())).isNotEmpty();
    assertThat(IncrementalChecks.goesOnFrom(half, full, List.of(TWO, ONE))).isNotEmpty();
  }

  @Test
  void recordsAfterTheEndOfTimeAreFound() {
    assertThat(IncrementalChecks.abnormalStateIsHarmless(List.of(STATE))).isEmpty();
    assertThat(IncrementalChecks.abnormalStateIsHarmless(List.of(ONE, STATE))).isNotEmpty();
    assertThat(IncrementalChecks.abnormalStateIsHarmless(List.of())).isNotEmpty();
  }
}
