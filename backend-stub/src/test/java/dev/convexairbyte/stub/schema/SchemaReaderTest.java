package dev.convexairbyte.stub.schema;

import static dev.convexairbyte.stub.ApiClient.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.stub.ApiClient;
import dev.convexairbyte.stub.schema.Validator.Scalar;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaReaderTest {

  static Stream<Arguments> validators() {
    return StreamSupport.stream(SchemaOracle.json().get("validators").spliterator(), false)
        .map(row -> Arguments.of(row.get("text").textValue(), row.get("json")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("validators")
  void readsWhatConvexMakesOfAValidator(String text, JsonNode json) {
    assertThat(ValidatorReader.read(json, "t").text()).isEqualTo(text);
  }

  @Test
  void readsWhatConvexMakesOfASchema() {
    DeclaredSchema schema = DeclaredSchema.of(SchemaOracle.schema("typical"));

    assertThat(schema.validation()).isTrue();
    assertThat(schema.tables()).containsOnlyKeys("anything", "either", "users");
    assertThat(schema.tables().get("anything")).contains(Scalar.ANY);
    assertThat(type(schema, "either"))
        .isEqualTo(
            "v.union(v.object({kind: v.literal(\"a\")}), v.object({kind: v.literal(\"b\"), n: v.float64()}))");
    assertThat(type(schema, "users"))
        .isEqualTo(
            "v.union(v.object({age: v.optional(v.float64()), friend: v.optional(v.id(\"users\")), name: v.string()}))");
    assertThat(schema.index("users", "by_name"))
        .contains(new DeclaredIndex("by_name", List.of("name")));
    assertThat(schema.index("users", "search_name")).isEmpty();
    assertThat(DeclaredSchema.of(SchemaOracle.schema("unchecked")).validation()).isFalse();
    assertThat(DeclaredSchema.of(SchemaOracle.schema("empty")).tables()).isEmpty();
  }

  @Test
  void leavesOutTheSystemFieldsOfDocumentsOnly() {
    DeclaredSchema schema =
        DeclaredSchema.of(
            document(
                "{'tables':[{'tableName':'t','documentType':{'type':'object','value':{"
                    + "'_id':{'fieldType':{'type':'string'},'optional':false},"
                    + "'a':{'fieldType':{'type':'object','value':{'_b':{'fieldType':{'type':'null'},'optional':true}}},'optional':false}}}}]}"));

    assertThat(type(schema, "t"))
        .isEqualTo("v.union(v.object({a: v.object({_b: v.optional(v.null())})}))");
  }

  @Test
  void doesNotCheckUnlessToldTo() {
    assertThat(DeclaredSchema.of(document("{'tables':[]}")).validation()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
      []                                                                | list of tables
      {'tables':{}}                                                     | list of tables
      {'tables':[],'schemaValidation':'no'}                             | schemaValidation
      {'tables':[{}]}                                                   | no name
      {'tables':[{'tableName':'_t'}]}                                   | no name
      {'tables':[{'tableName':'a-b'}]}                                  | no name
      {'tables':[{'tableName':'t','indexes':[{'fields':['a']}]}]}       | an index without a name
      {'tables':[{'tableName':'t','indexes':[{'indexDescriptor':'by_id','fields':['a']}]}]} | no index can have
      {'tables':[{'tableName':'t','indexes':[{'indexDescriptor':'i'}]}]} | index i without fields
      {'tables':[{'tableName':'t','indexes':[{'indexDescriptor':'i','fields':['a','a']}]}]} | twice
      {'tables':[{'tableName':'t','indexes':[{'indexDescriptor':'i','fields':['_creationTime']}]}]} | none of a document
      {'tables':[{'tableName':'t','indexes':[{'indexDescriptor':'i','fields':['a..b']}]}]} | none of a document
      {'tables':[{'tableName':'t','indexes':[{'indexDescriptor':'i','fields':['a']},{'indexDescriptor':'i','fields':['b']}]}]} | index i twice
      {'tables':[{'tableName':'t','indexes':[{'indexDescriptor':'i','fields':['a']},{'indexDescriptor':'j','fields':['a']}]}]} | another of the same fields
      {'tables':[{'tableName':'t','documentType':{'type':'string'}}]}   | no object, union of objects
      {'tables':[{'tableName':'t','documentType':{'type':'union','value':[{'type':'any'}]}}]} | no object, union
      {'tables':[{'tableName':'t','documentType':{'type':'date'}}]}     | unknown type
      {'tables':[{'tableName':'t','documentType':7}]}                   | unknown type
      {'tables':[{'tableName':'t','documentType':{'type':'literal'}}]}  | literal
      {'tables':[{'tableName':'t','documentType':{'type':'literal','value':null}}]} | literal
      {'tables':[{'tableName':'t','documentType':{'type':'literal','value':{'$integer':1}}}]} | literal
      {'tables':[{'tableName':'t','documentType':{'type':'id'}}]}       | id of no table
      {'tables':[{'tableName':'t','documentType':{'type':'array'}}]}    | unknown type
      {'tables':[{'tableName':'t','documentType':{'type':'object'}}]}   | without fields
      {'tables':[{'tableName':'t','documentType':{'type':'object','value':{'a':{'fieldType':{'type':'null'}}}}}]} | neither
      {'tables':[{'tableName':'t','documentType':{'type':'object','value':{'a b':{'fieldType':{'type':'null'},'optional':true}}}}]} | letters
      {'tables':[{'tableName':'t','documentType':{'type':'union'}}]}    | without members
      {'tables':[{'tableName':'t','documentType':{'type':'record','keys':{'type':'number'},'values':{'fieldType':{'type':'null'},'optional':false}}}]} | keys
      {'tables':[{'tableName':'t','documentType':{'type':'record','keys':{'type':'literal','value':'x'},'values':{'fieldType':{'type':'null'},'optional':false}}}]} | keys
      {'tables':[{'tableName':'t','documentType':{'type':'record','keys':{'type':'string'},'values':{'fieldType':{'type':'null'},'optional':true}}}]} | optional
      """)
  void saysWhatIsWrong(String json, String reason) {
    assertThatThrownBy(() -> DeclaredSchema.of(ApiClient.parse(json.replace('\'', '"'))))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void refusesTextThatIsNoJson() {
    assertThatThrownBy(() -> DeclaredSchema.parse("{"))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("not valid JSON");
  }

  private static String type(DeclaredSchema schema, String table) {
    return schema.tables().getOrDefault(table, Optional.empty()).orElseThrow().text();
  }
}
