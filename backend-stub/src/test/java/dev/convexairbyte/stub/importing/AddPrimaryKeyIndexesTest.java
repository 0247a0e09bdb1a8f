package dev.convexairbyte.stub.importing;

import static dev.convexairbyte.stub.ApiClient.document;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.ApiClient;
import dev.convexairbyte.stub.ApiClient.Answer;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.StubSettings;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddPrimaryKeyIndexesTest {

  private static final String PATH = "/api/streaming_import/add_primary_key_indexes";

  private final StubBackend stub =
      StubBackend.start(StubSettings.builder().indexPollsUntilReady(1).build());
  private final ApiClient client = ApiClient.of(stub);

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void makesTheTableWithItsIndex() {
    assertThat(add("{'users':[['id']]}")).isEqualTo(new Answer(200, "", ""));

    assertThat(stub.tables()).containsExactly("users");
    assertThat(stub.documents("users")).isEmpty();
  }

  @Test
  void doesNothingForNoIndexes() {
    assertThat(add("{}").status()).isEqualTo(200);
    assertThat(stub.tables()).isEmpty();
  }

  @Test
  void renamesTheTable() {
    add("{'my-table':[['id']]}");

    assertThat(stub.tables()).containsExactly("source_my_table");
  }

  @Test
  void failsForATableNameThatCannotBeMended() {
    assertThat(add("{'" + "a".repeat(65) + "':[['id']]}").error())
        .isEqualTo("500 InternalServerError");
  }

  @Test
  void takesAnIndexOfNoFields() {
    assertThat(add("{'t':[]}").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[]]",
        "[['user id']]",
        "[['1st']]",
        "[['a.b']]",
        "[['']]",
        "[['$oid']]",
        "[['é']]",
        "[['a'],['a']]",
        "[['_id']]"
      })
  void callsEveryImpossibleKeyInvalid(String key) {
    assertThat(add("{'t':" + key + "}").error()).isEqualTo("400 InvalidPrimaryKey");
    assertThat(stub.tables()).isEmpty();
  }

  @Test
  void callsAnIdentifierOfMoreThan64CharactersInvalid() {
    assertThat(add("{'t':[['" + "a".repeat(64) + "']]}").status()).isEqualTo(200);
    assertThat(add("{'t':[['" + "a".repeat(65) + "']]}").error())
        .isEqualTo("400 InvalidPrimaryKey");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      [['_creationTime']]          | 400 IndexFieldsContainCreationTime
      [['_x']]                     | 400 IndexFieldNameReserved
      [['a','_x']]                 | 400 IndexFieldNameReserved
      [['_id','x']]                | 400 IndexFieldNameReserved
      """)
  void refusesFieldsThatAreTheBackends(String key, String error) {
    assertThat(add("{'t':" + key + "}").error()).isEqualTo(error);
  }

  @Test
  void takesFifteenFieldsAtTheMost() {
    assertThat(add("{'t':" + fields(15) + "}").status()).isEqualTo(200);
    assertThat(add("{'t':" + fields(16) + "}").error()).isEqualTo("400 IndexTooManyFields");
    assertThat(add("{'t':" + fields(17) + "}").error()).isEqualTo("400 InvalidPrimaryKey");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "{'t':'id'}", "{'t':['id']}", "{'t':[[1]]}"})
  void refusesBodiesOfAnotherShape(String indexes) {
    assertThat(add(indexes).error()).isEqualTo("400 BadJsonBody");
  }

  @Test
  void addsAllIndexesOrNone() {
    assertThat(add("{'a':[['id']],'b':[['_x']]}").error()).isEqualTo("400 IndexFieldNameReserved");

    assertThat(stub.tables()).isEmpty();
  }

  @Test
  void leavesAnIndexOfTheSameFieldsAlone() {
    add("{'t':[['a'],['b']]}");
    assertThat(ready()).isFalse();
    assertThat(ready()).isTrue();

    add("{'t':[['a'],['b']]}");

    assertThat(ready()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[['b'],['a']]", "[['a']]", "[['a'],['b'],['c']]"})
  void putsAnIndexOfOtherFieldsInItsPlaceWhichFillsAnew(String key) {
    add("{'t':[['a'],['b']]}");
    ready();

    add("{'t':" + key + "}");

    assertThat(ready()).isFalse();
    assertThat(ready()).isTrue();
  }

  @Test
  void addsAnIndexToATableThatHoldsDocuments() {
    stub.insert("t", document("{'id':1,'old':true}"));

    add("{'t':[['id']]}");
    ready();
    client.post(
        "/api/streaming_import/import_airbyte_records",
        "{\"tables\":{\"t\":{\"primaryKey\":[[\"id\"]],\"jsonSchema\":{}}},"
            + "\"messages\":[{\"tableName\":\"t\",\"data\":{\"id\":1}}]}");

    assertThat(stub.documents("t")).hasSize(1);
    assertThat(stub.documents("t").get(0).has("old")).isFalse();
  }

  private static String fields(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "['f" + i + "']")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private boolean ready() {
    return client
        .get("/api/streaming_import/primary_key_indexes_ready", "{\"tables\":[\"t\"]}")
        .json()
        .get("indexesReady")
        .booleanValue();
  }

  private Answer add(String indexes) {
    return client.put(PATH, ("{'indexes':" + indexes + "}").replace('\'', '"'));
  }
}
