package dev.convexairbyte.acceptance.cat;

import static dev.convexairbyte.acceptance.cat.Fixture.record;
import static dev.convexairbyte.acceptance.cat.Fixture.state;
import static dev.convexairbyte.acceptance.cat.Fixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every rule finds an output that breaks it. */
class BasicReadChecksTest {

  private static final JsonNode CATALOG =
      Fixture.json(
          """
          {'streams':[{'stream':{'name':'a','namespace':null,'json_schema':{'type':'object','properties':{
           '_id':{'type':'string'},'n':{'type':['null','integer']},'x':{'type':['null','number','string']},
           'at':{'type':['null','string'],'format':'date-time'}}}},'primary_key':[['_id']]}]}""");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'_id':5}",
        "{'_id':'1','n':1.0}",
        "{'_id':'1','n':'1'}",
        "{'_id':'1','x':true}",
        "{'_id':'1','at':'yesterday'}",
        "{'_id':'1','at':'2026-02-30T00:00:00Z'}",
        "{'_id':'1','at':'2026-01-01'}",
        "{'other':1}"
      })
  void aRecordThatDoesNotFitIsFound(String data) {
    assertThat(read(record("a", data)).recordsFitTheirSchemas()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'_id':'1'}",
        "{'_id':'1','n':null,'x':'NaN','at':null,'more':{}}",
        "{'_id':'1','n':9223372036854775807,'x':1e300,'at':'2026-11-20T10:00:00.123456Z'}",
        "{'_id':'1','at':'2026-11-20 10:00:00+01:00'}"
      })
  void aRecordThatFitsIsNot(String data) {
    assertThat(read(record("a", data)).recordsFitTheirSchemas()).isEmpty();
  }

  @Test
  void aRecordOfAnotherStreamIsFound() {
    assertThat(read(record("b", "{'_id':'1'}")).recordsFitTheirSchemas()).isNotEmpty();
  }

  @Test
  void aStreamWithoutRecordsIsFoundUnlessItMayBeEmpty() {
    assertThat(read().hasRecords()).isNotEmpty();
    assertThat(read().everyStreamHasRecords(List.of())).isNotEmpty();
    assertThat(read().everyStreamHasRecords(List.of("a"))).isEmpty();
    assertThat(read(record("a", "{}")).hasRecords()).isEmpty();
    assertThat(read(record("a", "{}")).everyStreamHasRecords(List.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'_id':'1'}|0",
        "{'_id':null}|1",
        "{}|1",
        "{'_id':['1']}|1",
        "{'_id':{'a':1}}|1",
      })
  void aKeyThatIsNoKeyIsFound(String data, int complaints) {
    String json = data.replace("''", "'");
    assertThat(read(record("a", json)).primaryKeysAreSet()).hasSize(complaints);
  }

  @Test
  void aFieldThatIsNeverSetIsFound() {
    assertThat(read(record("a", "{'_id':'1','n':null,'x':1}")).everyFieldHasAValueOnce())
        .hasSize(2);
  }

  @Test
  void anExpectedRecordThatIsMissingOrOtherwiseIsFound() {
    BasicReadChecks checks =
        read(record("a", "{'_id':'1','n':1,'more':true}"), record("a", "{'_id':'2','n':2}"));

    assertThat(checks.holdsExpected(expected("{'_id':'2','n':2}", "{'_id':'1'}"), false)).isEmpty();
    assertThat(checks.holdsExpected(expected("{'_id':'2'}", "{'_id':'1'}"), true)).isNotEmpty();
    assertThat(checks.holdsExpected(expected("{'_id':'3'}"), false)).isNotEmpty();
    assertThat(checks.holdsExpected(expected("{'_id':'1','n':7}"), false)).isNotEmpty();
  }

  @Test
  void statusesThatAreNotWholeAreFound() {
    JsonNode started = status("a", "STARTED");
    JsonNode running = status("a", "RUNNING");
    JsonNode complete = status("a", "COMPLETE");

    assertThat(read(started, running, complete).statusesAreWhole()).isEmpty();
    assertThat(read().statusesAreWhole()).isNotEmpty();
    assertThat(read(started, complete).statusesAreWhole()).isNotEmpty();
    assertThat(read(started, running).statusesAreWhole()).isNotEmpty();
    assertThat(read(running, running, complete).statusesAreWhole()).isNotEmpty();
    assertThat(read(started, running, status("a", "INCOMPLETE")).statusesAreWhole()).isNotEmpty();
    assertThat(read(started, status("a", "INCOMPLETE"), complete).statusesAreWhole()).isNotEmpty();
    assertThat(read(started, running, complete, status("b", "STARTED")).statusesAreWhole())
        .isNotEmpty();
  }

  @Test
  void statesThatAreNotWholeAreFound() {
    assertThat(read(state("a", "{}", 1)).statesAreWhole()).isEmpty();
    assertThat(read().statesAreWhole()).isNotEmpty();
    assertThat(read(Fixture.json("{'type':'STATE','state':{'data':{}}}")).statesAreWhole())
        .isNotEmpty();
    assertThat(
            read(Fixture.json(
                    "{'type':'STATE','state':{'type':'STREAM','stream':{'stream_descriptor':{'name':'a'}}}}"))
                .statesAreWhole())
        .hasSize(1);
  }

  @Test
  void aFailureWithoutATraceIsFound() {
    JsonNode trace = Fixture.json("{'type':'TRACE','trace':{'type':'ERROR'}}");

    assertThat(BasicReadChecks.failureIsTraced(List.of(trace))).isEmpty();
    assertThat(BasicReadChecks.failureIsTraced(List.of(status("a", "STARTED")))).isNotEmpty();
  }

  private static BasicReadChecks read(JsonNode... messages) {
    return new BasicReadChecks(CATALOG, List.of(messages));
  }

  private static List<JsonNode> expected(String... data) {
    return List.of(data).stream().map(one -> record("a", one).path("record")).toList();
  }
}
