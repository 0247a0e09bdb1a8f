package dev.convexairbyte.stub.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.stub.ApiClient;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.DocumentId;
import dev.convexairbyte.values.ValueDecoder;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueCheckTest {

  private static final String ID = new DocumentId(10_001, 1, 2).toString();
  private static final String OTHER = new DocumentId(10_002, 1, 2).toString();
  private static final Map<String, Integer> TABLES = Map.of("posts", 10_001, "tags", 10_002);

  /**
   * A field of the document, the type it is declared as, and what is said of it; nothing if fine.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
      null                          | {'type':'null'}                      |
      1                             | {'type':'null'}                      | .f is a float64 that v.null() does not take
      1                             | {'type':'number'}                    |
      {'$float':'AAAAAAAA+H8='}     | {'type':'number'}                    |
      {'$integer':'AQAAAAAAAAA='}   | {'type':'number'}                    | .f is an int64 that v.float64() does not take
      {'$integer':'AQAAAAAAAAA='}   | {'type':'bigint'}                    |
      1                             | {'type':'bigint'}                    | .f is a float64 that v.int64() does not take
      true                          | {'type':'boolean'}                   |
      'secret'                      | {'type':'boolean'}                   | .f is a string that v.boolean() does not take
      'secret'                      | {'type':'string'}                    |
      {'$bytes':'AA=='}             | {'type':'string'}                    | .f is a byte string that v.string() does not take
      {'$bytes':'AA=='}             | {'type':'bytes'}                     |
      []                            | {'type':'bytes'}                     | .f is an array that v.bytes() does not take
      {'a':[1]}                     | {'type':'any'}                       |
      'x'                           | {'type':'literal','value':'x'}       |
      'secret'                      | {'type':'literal','value':'x'}       | .f is a string that v.literal("x") does not take
      -0.0                          | {'type':'literal','value':0}         | .f is a float64 that v.literal(0.0) does not take
      {'$integer':'AQAAAAAAAAA='}   | {'type':'literal','value':1}         | .f is an int64 that v.literal(1.0) does not take
      {'$integer':'AQAAAAAAAAA='}   | {'type':'literal','value':{'$integer':'AQAAAAAAAAA='}} |
      false                         | {'type':'literal','value':true}      | .f is a boolean that v.literal(true) does not take
      'ID'                          | {'type':'id','tableName':'posts'}    |
      'OTHER'                       | {'type':'id','tableName':'posts'}    | .f is a string that v.id("posts") does not take
      'ID'                          | {'type':'id','tableName':'none'}     | .f is a string that v.id("none") does not take
      'secret'                      | {'type':'id','tableName':'posts'}    | .f is a string that v.id("posts") does not take
      1                             | {'type':'id','tableName':'posts'}    | .f is a float64 that v.id("posts") does not take
      []                            | {'type':'array','value':{'type':'null'}} |
      [null,1]                      | {'type':'array','value':{'type':'null'}} | .f[1] is a float64 that v.null() does not take
      {}                            | {'type':'array','value':{'type':'null'}} | .f is an object that v.array(v.null()) does not take
      {'secret key':1}              | {'type':'record','keys':{'type':'string'},'values':{'fieldType':{'type':'number'},'optional':false}} |
      {'secret':null}               | {'type':'record','keys':{'type':'string'},'values':{'fieldType':{'type':'number'},'optional':false}} | .f.values() is a null that v.float64() does not take
      {'secret':1}                  | {'type':'record','keys':{'type':'id','tableName':'posts'},'values':{'fieldType':{'type':'number'},'optional':false}} | .f.keys() is a string that v.id("posts") does not take
      {'ID':1}                      | {'type':'record','keys':{'type':'id','tableName':'posts'},'values':{'fieldType':{'type':'number'},'optional':false}} |
      {'a':{'b':1}}                 | {'type':'object','value':{'a':{'fieldType':{'type':'object','value':{'b':{'fieldType':{'type':'null'},'optional':false}}},'optional':false}}} | .f.a.b is a float64 that v.null() does not take
      {}                            | {'type':'object','value':{'a':{'fieldType':{'type':'null'},'optional':false}}} | .f lacks the required field a
      {}                            | {'type':'object','value':{'a':{'fieldType':{'type':'null'},'optional':true}}} |
      {'b':'secret'}                | {'type':'object','value':{'a':{'fieldType':{'type':'null'},'optional':true}}} | .f has the extra field b
      {'_b':'secret'}               | {'type':'object','value':{}}         | .f has the extra field _b
      null                          | {'type':'union','value':[{'type':'string'},{'type':'null'}]} |
      1                             | {'type':'union','value':[{'type':'string'},{'type':'null'}]} | .f is a float64 that v.union(v.string(), v.null()) does not take
      [1]                           | {'type':'union','value':[{'type':'array','value':{'type':'null'}}]} | .f[0] is a float64 that v.null() does not take
      1                             | {'type':'union','value':[]}          | .f is a float64 that v.union() does not take
      """)
  void comparesAValueWithAValidator(String value, String validator, String mismatch) {
    String type =
        "{'type':'object','value':{'f':{'fieldType':" + validator + ",'optional':false}}}";

    assertThat(check(type, "{'f':" + value + "}")).isEqualTo(Optional.ofNullable(mismatch));
  }

  @Test
  void leavesSystemFieldsOfDocumentsAlone() {
    String type = "{'type':'object','value':{'a':{'fieldType':{'type':'null'},'optional':true}}}";

    assertThat(check(type, "{'_id':'x','_creationTime':1}")).isEmpty();
    assertThat(check("{'type':'union','value':[" + type + "," + type + "]}", "{'_id':'x'}"))
        .isEmpty();
    assertThat(check(type, "{'_id':'x','b':1}")).contains("the document has the extra field b");
  }

  @Test
  void takesADocumentThatIsOneOfAUnion() {
    DeclaredSchema schema = DeclaredSchema.of(SchemaOracle.schema("typical"));

    assertThat(mismatch(schema, "either", "{'kind':'b','n':1}")).isEmpty();
    assertThat(mismatch(schema, "either", "{'kind':'b'}"))
        .hasValueSatisfying(text -> assertThat(text).startsWith("the document is an object that"));
  }

  @Test
  void checksOnlyTablesWithATypeAndOnlyIfTheSchemaIsToBeChecked() {
    DeclaredSchema schema = DeclaredSchema.of(SchemaOracle.schema("typical"));
    DeclaredSchema unchecked = DeclaredSchema.of(SchemaOracle.schema("unchecked"));

    assertThat(mismatch(schema, "users", "{}"))
        .contains("the document lacks the required field name");
    assertThat(mismatch(schema, "unlisted", "{}")).isEmpty();
    assertThat(mismatch(schema, "anything", "{'a':1}")).isEmpty();
    assertThat(mismatch(unchecked, "users", "{}")).isEmpty();
  }

  private static Optional<String> check(String type, String document) {
    JsonNode json =
        ApiClient.parse(
            ("{'schemaValidation':true,'tables':[{'tableName':'t','documentType':" + type + "}]}")
                .replace('\'', '"'));
    return mismatch(DeclaredSchema.of(json), "t", document);
  }

  private static Optional<String> mismatch(DeclaredSchema schema, String table, String document) {
    String json = document.replace("OTHER", OTHER).replace("'ID'", "'" + ID + "'");
    ObjectValue object =
        (ObjectValue) ValueDecoder.decode(ApiClient.parse(json.replace('\'', '"')));
    return schema.mismatch(
        table,
        object,
        name -> TABLES.containsKey(name) ? OptionalInt.of(TABLES.get(name)) : OptionalInt.empty());
  }
}
