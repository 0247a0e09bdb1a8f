package dev.convexairbyte.stub.export;

import static dev.convexairbyte.stub.ApiClient.document;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.ApiClient;
import dev.convexairbyte.stub.StubBackend;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What json_schemas says of a table whose documents have no common shape. */
class DeclaredTableTest {

  private static final String PATH = "/api/json_schemas";
  private static final String WIDE =
      IntStream.range(0, 65)
          .mapToObj(i -> "'f" + i + "':1")
          .collect(Collectors.joining(",", "{", "}"));
  private static final String SYSTEM =
      "\"_creationTime\":{\"type\":\"number\"},\"_id\":{\"$description\":\"Id(t)\",\"type\":\"string\"}";

  private final StubBackend stub = StubBackend.start();
  private final ApiClient client = ApiClient.of(stub);

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void needsASchema() {
    stub.insert("t", document(WIDE));

    assertThat(client.get(PATH).error()).isEqualTo("400 NoSchemaForExport");
  }

  @Test
  void needsTheTableInTheSchema() {
    stub.insert("t", document(WIDE));
    stub.setSchema(document("{'tables':[]}"));
    assertThat(client.get(PATH).error()).isEqualTo("400 NoTableDefinitionForExport");

    stub.setSchema(document("{'tables':[{'tableName':'t'}]}"));
    assertThat(client.get(PATH).error()).isEqualTo("400 NoTableDefinitionForExport");
  }

  @Test
  void usesTheSchemaOfTheRootForNoOtherComponent() {
    declare("{'type':'any'}");
    stub.transact(writes -> writes.insert("shop", "t", document(WIDE)));

    assertThat(client.get(PATH).error()).isEqualTo("400 NoSchemaForExport");
  }

  @Test
  void describesOnlyTheSystemFieldsOfATableOfAnything() {
    declare("{'type':'any'}");
    stub.insert("t", document(WIDE));

    assertThat(client.get(PATH).body())
        .isEqualTo(
            "{\"t\":{\"type\":\"object\",\"properties\":{"
                + SYSTEM
                + "},\"additionalProperties\":false,\"required\":[\"_creationTime\",\"_id\"],"
                + "\"$schema\":\"http://json-schema.org/draft-07/schema#\"}}");
  }

  @Test
  void describesDeclaredFieldsAndRequiresThoseThatAreNotOptional() {
    declare(
        object(
            "'z':{'fieldType':{'type':'string'},'optional':false},"
                + "'a':{'fieldType':{'type':'null'},'optional':true}"));
    stub.insert("t", document(WIDE));

    assertThat(client.get(PATH + "?deltaSchema=true").body())
        .startsWith(
            "{\"t\":{\"type\":\"object\",\"properties\":{"
                + SYSTEM
                + ",\"a\":{\"type\":\"null\"},\"z\":{\"type\":\"string\"},\"_table\"")
        .contains("\"required\":[\"_creationTime\",\"_id\",\"z\"]");
  }

  @Test
  void describesByTheDocumentsWhereTheyHaveAShape() {
    declare(object("'a':{'fieldType':{'type':'string'},'optional':false}"));
    assertThat(client.get(PATH).json().at("/t/properties").has("a")).isFalse();

    stub.insert("t", document("{'b':1}"));
    assertThat(client.get(PATH).json().at("/t/properties").has("a")).isFalse();
    assertThat(client.get(PATH).json().at("/t/properties").has("b")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
      json                | {"type":"number"}  | {"$description":"float64","anyOf":[{"type":"number"},{"type":"string","$description":"-inf, inf, or NaN"}]}
      convex_encoded_json | {"type":"number"}  | {"$description":"float64","anyOf":[{"type":"number"},{"type":"object","$description":"-0, -inf, inf, or NaN","properties":{"$float":{"$description":"float64 -> little-endian -> base64","type":"string"}}}]}
      export_json         | {"type":"number"}  | {"$description":"float64","anyOf":[{"type":"number"},{"type":"object","$description":"-inf, inf, or NaN","properties":{"$float":{"$description":"float64 -> little-endian -> base64","type":"string"}}}]}
      json                | {"type":"bigint"}  | {"$description":"int64 represented as base10 string","type":"string"}
      export_json         | {"type":"bigint"}  | {"$description":"int64","type":"number"}
      json                | {"type":"boolean"} | {"type":"boolean"}
      json                | {"type":"bytes"}   | {"$description":"base64 bytes","type":"string"}
      export_json         | {"type":"bytes"}   | {"type":"object","$description":"base64 bytes","properties":{"$bytes":{"type":"string"}}}
      json                | {"type":"any"}     | {}
      json                | {"type":"id","tableName":"users"} | {"$description":"Id(users)","type":"string"}
      json                | {"type":"literal","value":"x"}    | {"type":"string"}
      json                | {"type":"literal","value":true}   | {"type":"boolean"}
      json                | {"type":"literal","value":1}      | {"$description":"float64","anyOf":[{"type":"number"},{"type":"string","$description":"-inf, inf, or NaN"}]}
      export_json         | {"type":"literal","value":{"$integer":"AQAAAAAAAAA="}} | {"$description":"int64","type":"number"}
      json                | {"type":"array","value":{"type":"string"}} | {"type":"array","items":{"type":"string"}}
      json                | {"type":"record","keys":{"type":"string"},"values":{"fieldType":{"type":"boolean"},"optional":false}} | {"type":"object","$description":"Record with keys of type v.string()","additionalProperties":{"type":{"type":"boolean"}}}
      json                | {"type":"record","keys":{"type":"id","tableName":"users"},"values":{"fieldType":{"type":"null"},"optional":false}} | {"type":"object","$description":"Record with keys of type v.id(\\"users\\")","additionalProperties":{"type":{"type":"null"}}}
      json                | {"type":"object","value":{"b":{"fieldType":{"type":"null"},"optional":true},"a":{"fieldType":{"type":"string"},"optional":false}}} | {"type":"object","properties":{"a":{"type":"string"},"b":{"type":"null"}},"additionalProperties":false,"required":["a"]}
      json                | {"type":"union","value":[{"type":"string"},{"type":"null"}]} | {"anyOf":[{"type":"string"},{"type":"null"}]}
      json                | {"type":"union","value":[{"type":"string"}]} | {"anyOf":[{"type":"string"}]}
      json                | {"type":"union","value":[{"type":"object","value":{}},{"type":"null"}]} | {"anyOf":[{"type":"object","properties":{},"additionalProperties":false,"required":[]},{"type":"null"}]}
      """)
  void describesDeclaredTypes(String format, String type, String schema) {
    declare(object("'f':{'fieldType':" + type + ",'optional':true}"));
    stub.insert("t", document(WIDE));

    assertThat(client.get(PATH + "?format=" + format).json().at("/t/properties/f").toString())
        .isEqualTo(schema);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
      {'type':'union','value':[{'type':'object','value':{}},{'type':'object','value':{}}]} |
      {'type':'union','value':[]} |
      {'type':'object','value':{'f':{'fieldType':{'type':'union','value':[{'type':'object','value':{}},{'type':'object','value':{}}]},'optional':true}}} |
      {'type':'object','value':{'f':{'fieldType':{'type':'array','value':{'type':'union','value':[{'type':'object','value':{}},{'type':'object','value':{}}]}},'optional':true}}} |
      {'type':'object','value':{'f':{'fieldType':{'type':'union','value':[{'type':'union','value':[{'type':'object','value':{}},{'type':'object','value':{}}]}]},'optional':true}}} |
      """)
  void cannotDescribeUnionsOfObjects(String type) {
    declare(type);
    stub.insert("t", document(WIDE));

    assertThat(client.get(PATH).error()).isEqualTo("400 UnsupportedSchemaForExport");
  }

  @Test
  void doesNotLookForUnionsOfObjectsInRecords() {
    declare(
        object(
            "'f':{'fieldType':{'type':'record','keys':{'type':'string'},'values':{'fieldType':"
                + "{'type':'union','value':[{'type':'object','value':{}},{'type':'object','value':{}}]},"
                + "'optional':false}},'optional':true}"));
    stub.insert("t", document(WIDE));

    assertThat(client.get(PATH).status()).isEqualTo(200);
  }

  private void declare(String type) {
    stub.setSchema(
        document(
            "{'schemaValidation':false,'tables':[{'tableName':'t','documentType':" + type + "}]}"));
  }

  private static String object(String fields) {
    return "{'type':'object','value':{" + fields + "}}";
  }
}
