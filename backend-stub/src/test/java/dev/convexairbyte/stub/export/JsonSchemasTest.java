package dev.convexairbyte.stub.export;

import static dev.convexairbyte.stub.ApiClient.document;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.stub.ApiClient;
import dev.convexairbyte.stub.StubBackend;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSchemasTest {

  private static final String PATH = "/api/json_schemas";
  private static final String CREATED = "\"_creationTime\":{\"type\":\"number\"}";
  private static final String DRAFT = "\"$schema\":\"http://json-schema.org/draft-07/schema#\"";

  private final StubBackend stub = StubBackend.start();
  private final ApiClient client = ApiClient.of(stub);

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void describesAnEmptyTable() {
    stub.transact(writes -> writes.createTable("", "t"));

    assertThat(client.get(PATH).body())
        .isEqualTo(
            "{\"t\":{\"type\":\"object\",\"properties\":{"
                + CREATED
                + ",\"_id\":{\"$description\":\"Id(t)\",\"type\":\"string\"}},"
                + "\"additionalProperties\":false,\"required\":[\"_creationTime\",\"_id\"],"
                + DRAFT
                + "}}");
  }

  @Test
  void addsTheColumnsOfChangesWithoutRequiringThem() {
    stub.transact(writes -> writes.createTable("", "t"));

    assertThat(client.get(PATH + "?deltaSchema=true").body())
        .contains(
            "\"type\":\"string\"},\"_table\":{\"type\":\"string\"},\"_component\":{\"type\":\"string\"},"
                + "\"_ts\":{\"type\":\"integer\"},\"_deleted\":{\"type\":\"boolean\"}},"
                + "\"additionalProperties\":false,\"required\":[\"_creationTime\",\"_id\"],");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
      null                          | {'type':'null'}
      {'$integer':'BQAAAAAAAAA='}   | {'$description':'int64 represented as base10 string','type':'string'}
      1                             | {'type':'number'}
      -0.0                          | {'$description':'float64','anyOf':[{'type':'number'},{'type':'string','$description':'-inf, inf, or NaN'}]}
      true                          | {'type':'boolean'}
      'any text'                    | {'type':'string'}
      {'$bytes':'ABCD'}             | {'$description':'base64 bytes','type':'string'}
      []                            | {'type':'array','items':false}
      [1]                           | {'type':'array','items':{'type':'number'}}
      [1,null,'a b']                | {'type':'array','items':{'anyOf':[{'type':'null'},{'type':'number'},{'type':'string'}]}}
      {'a':1}                       | {'type':'object','properties':{'a':{'type':'number'}},'additionalProperties':false,'required':['a']}
      {}                            | {'type':'object','properties':{},'additionalProperties':false,'required':[]}
      {'odd name':1}                | {}
      {'7':1}                       | {}
      """)
  void describesValuesCleanly(String value, String schema) {
    stub.insert("t", document("{'f':" + value + "}"));

    assertThat(field("json")).isEqualTo(schema.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
      {'$integer':'BQAAAAAAAAA='} | convex_encoded_json | {'$description':'int64','type':'object','properties':{'$integer':{'$description':'int64 -> little-endian -> base64','type':'string'}}}
      {'$integer':'BQAAAAAAAAA='} | export_json         | {'$description':'int64','type':'number'}
      -0.0                        | convex_json         | {'$description':'float64','anyOf':[{'type':'number'},{'type':'object','$description':'-0, -inf, inf, or NaN','properties':{'$float':{'$description':'float64 -> little-endian -> base64','type':'string'}}}]}
      -0.0                        | export_json         | {'$description':'float64','anyOf':[{'type':'number'},{'type':'object','$description':'-inf, inf, or NaN','properties':{'$float':{'$description':'float64 -> little-endian -> base64','type':'string'}}}]}
      {'$bytes':'ABCD'}           | convex_encoded_json | {'type':'object','$description':'base64 bytes','properties':{'$bytes':{'type':'string'}}}
      {'$bytes':'ABCD'}           | export_json         | {'type':'object','$description':'base64 bytes','properties':{'$bytes':{'type':'string'}}}
      null                        | convex_encoded_json | {'type':'null'}
      null                        | export_json         | {'type':'null'}
      1                           | convex_encoded_json | {'type':'number'}
      1                           | export_json         | {'type':'number'}
      true                        | convex_encoded_json | {'type':'boolean'}
      true                        | export_json         | {'type':'boolean'}
      'any text'                  | convex_encoded_json | {'type':'string'}
      'any text'                  | export_json         | {'type':'string'}
      []                          | convex_encoded_json | {'type':'array','items':false}
      [1]                         | export_json         | {'type':'array','items':{'type':'number'}}
      {'a':1}                     | export_json         | {'type':'object','properties':{'a':{'type':'number'}},'additionalProperties':false,'required':['a']}
      {'odd name':1}              | convex_encoded_json | {}
      """)
  void describesValuesInTheOtherFormats(String value, String format, String schema) {
    stub.insert("t", document("{'f':" + value + "}"));

    assertThat(field(format)).isEqualTo(schema.replace('\'', '"'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'$float':'AAAAAAAA+H8='}",
        "{'$float':'AAAAAAAA8H8='}",
        "{'$float':'AAAAAAAA8P8='}",
        "{'$float':'AAAAAAAAAIA='}"
      })
  void describesANumberThatJsonHasNotLikeNegativeZero(String number) {
    stub.insert("t", document("{'f':1.5}"), document("{'f':" + number + "}"));

    assertThat(field("json"))
        .isEqualTo(
            "{\"$description\":\"float64\",\"anyOf\":[{\"type\":\"number\"},"
                + "{\"type\":\"string\",\"$description\":\"-inf, inf, or NaN\"}]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "convex_encoded_json", "export_json"})
  void describesIdsAlikeInEveryFormat(String format) {
    String user = stub.insert("users", document("{}")).get(0);
    stub.insert("t", document("{'f':'" + user + "'}"));

    assertThat(field(format)).isEqualTo("{\"$description\":\"Id(users)\",\"type\":\"string\"}");
  }

  @Test
  void describesANestedObjectOfMoreThan64FieldsAsAnything() {
    stub.insert("t", document("{'f':" + fields(0, 64) + "}"));
    assertThat(field("json")).startsWith("{\"type\":\"object\",\"properties\":{\"f0\"");

    stub.insert("t", document("{'f':" + fields(0, 65) + "}"));

    assertThat(field("json")).isEqualTo("{}");
  }

  @Test
  void listsTheVariantsOfAUnionInAFixedOrder() {
    String[] values = {
      "[]",
      "{'a':1}",
      "{'$bytes':'AA=='}",
      "'a b'",
      "true",
      "1.5",
      "{'$integer':'AAAAAAAAAAA='}",
      "null"
    };
    for (String value : values) {
      stub.insert("t", document("{'f':" + value + "}"));
    }

    assertThat(field("json"))
        .isEqualTo(
            ("{'anyOf':[{'type':'null'},{'$description':'int64 represented as base10 string','type':'string'},"
                    + "{'type':'number'},{'type':'boolean'},{'type':'string'},"
                    + "{'$description':'base64 bytes','type':'string'},"
                    + "{'type':'object','properties':{'a':{'type':'number'}},'additionalProperties':false,'required':['a']},"
                    + "{'type':'array','items':false}]}")
                .replace('\'', '"'));
  }

  @Test
  void requiresOnlyFieldsThatEveryDocumentHas() {
    stub.insert("t", document("{'a':1,'b':{'x':1}}"), document("{'a':null,'c':1,'b':{'y':1}}"));

    JsonNode schema = schema();

    assertThat(schema.get("required").toString())
        .isEqualTo("[\"_creationTime\",\"_id\",\"a\",\"b\"]");
    assertThat(schema.at("/properties/a").toString())
        .isEqualTo("{\"anyOf\":[{\"type\":\"null\"},{\"type\":\"number\"}]}");
    assertThat(schema.at("/properties/b/properties").fieldNames())
        .toIterable()
        .containsExactly("x", "y");
    assertThat(schema.at("/properties/b/required")).isEmpty();
  }

  @Test
  void recognisesIdsOfTablesThatExist() {
    String user = stub.insert("users", document("{}")).get(0);
    stub.insert("t", document("{'f':'" + user + "'}"), document("{'f':'" + user + "'}"));
    stub.insert("ghosts", document("{'f':'js7dmsdt03x1ypkq1pn6x2w90d6xqsk3'}"));

    assertThat(field("json")).isEqualTo("{\"$description\":\"Id(users)\",\"type\":\"string\"}");
    assertThat(client.get(PATH).json().at("/ghosts/properties/f").toString())
        .isEqualTo("{\"type\":\"string\"}");
  }

  @Test
  void listsIdsBesideIdentifiersButNotBesideOtherText() {
    String user = stub.insert("users", document("{}")).get(0);
    stub.insert("t", document("{'f':'" + user + "'}"), document("{'f':'word'}"));
    assertThat(field("json"))
        .isEqualTo(
            "{\"anyOf\":[{\"$description\":\"Id(users)\",\"type\":\"string\"},{\"type\":\"string\"}]}");

    stub.insert("t", document("{'f':'two words'}"));

    assertThat(field("json")).isEqualTo("{\"type\":\"string\"}");
  }

  @Test
  void recognisesManyIdsOfOneTable() {
    for (int i = 0; i < 40; i++) {
      String user = stub.insert("users", document("{}")).get(0);
      stub.insert("t", document("{'f':'" + user + "'}"));
    }

    assertThat(field("json")).isEqualTo("{\"$description\":\"Id(users)\",\"type\":\"string\"}");
  }

  @Test
  void forgetsIdsAmongMoreThanSixteenKindsOfStrings() {
    String user = stub.insert("users", document("{}")).get(0);
    stub.insert("t", document("{'f':'" + user + "'}"));
    for (int i = 0; i < 16; i++) {
      stub.insert("t", document("{'f':'word" + i + "'}"));
    }

    assertThat(field("json")).isEqualTo("{\"type\":\"string\"}");
  }

  @Test
  void describesOnlyWhatIsStoredNow() {
    String id = stub.insert("t", document("{'old':1}")).get(0);
    stub.insert("t", document("{'a':1}"));
    stub.transact(writes -> writes.delete(id));

    assertThat(schema().get("properties").has("old")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"odd name", "7", "a-b", ""})
  void failsAsAWholeOverOneOddFieldName(String name) {
    stub.insert("fine", document("{'a':1}"));
    stub.insert("t", document("{'" + name + "':1}"));

    assertThat(client.get(PATH).error()).isEqualTo("400 NoSchemaForExport");
  }

  @Test
  void failsAsAWholeOverADocumentOfMoreThan64Fields() {
    stub.insert("t", document(fields(0, 62)));
    assertThat(client.get(PATH).status()).isEqualTo(200);

    stub.insert("t", document(fields(0, 63)));

    assertThat(client.get(PATH).error()).isEqualTo("400 NoSchemaForExport");
  }

  @Test
  void mergesUpTo16SetsOfFieldsWhateverTheirNumber() {
    for (int i = 0; i < 16; i++) {
      stub.insert("t", document(fields(i * 10, i * 10 + 10)));
    }
    assertThat(schema().get("properties")).hasSize(162);

    stub.insert("t", document(fields(160, 170)));

    assertThat(client.get(PATH).error()).isEqualTo("400 NoSchemaForExport");
  }

  @Test
  void makesFieldsOptionalWhereThereAreMoreSetsOfFields() {
    for (int i = 0; i < 20; i++) {
      stub.insert("t", document(fields(i, i + 1)));
    }

    assertThat(schema().get("properties")).hasSize(22);
    assertThat(schema().get("required")).hasSize(2);
  }

  @Test
  void groupsByComponentOnRequest() {
    stub.insert("users", document("{'root':1}"));
    stub.transact(
        writes -> {
          writes.insert("shop", "users", document("{'shop':1}"));
          writes.createTable("bare", "gone");
        });
    stub.transact(writes -> writes.dropTable("bare", "gone"));

    JsonNode grouped = client.get(PATH + "?byComponent=true").json();
    JsonNode merged = client.get(PATH + "?byComponent=false").json();

    assertThat(grouped.fieldNames()).toIterable().containsExactly("", "bare", "shop");
    assertThat(grouped.at("//users/properties").has("root")).isTrue();
    assertThat(grouped.get("bare")).isEmpty();
    assertThat(grouped.at("/shop/users/properties").has("shop")).isTrue();
    assertThat(merged).hasSize(1);
    assertThat(merged.at("/users/properties").has("shop")).isTrue();
  }

  @Test
  void knowsTheRootOfANewDeployment() {
    assertThat(client.get(PATH).body()).isEqualTo("{}");
    assertThat(client.get(PATH + "?byComponent=true").body()).isEqualTo("{\"\":{}}");
  }

  @Test
  void refusesAnUnknownFormat() {
    assertThat(client.get(PATH + "?format=xml").error()).isEqualTo("400 BadFormat");
  }

  private static String fields(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "'f" + i + "':1")
        .collect(Collectors.joining(",", "{", "}"));
  }

  private String field(String format) {
    return client.get(PATH + "?format=" + format).json().at("/t/properties/f").toString();
  }

  private JsonNode schema() {
    return client.get(PATH).json().get("t");
  }
}
