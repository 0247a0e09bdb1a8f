package dev.convexairbyte.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialects;
import dev.convexairbyte.stub.ApiClient.Answer;
import dev.convexairbyte.stub.OpenApi.Operation;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.http.Endpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents are sound and whole, and what breaks them is refused. */
class ContractTest {

  private static final String JSON = "application/json";
  private static final String ID = "j575tdkqnc5q5gwtmyxys00tkx720rtv";

  static Stream<OpenApi> documents() {
    return OpenApi.all().stream();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyReferenceLeadsSomewhereAndEveryComponentIsUsed(OpenApi document) {
    Set<String> references = new HashSet<>(document.json().findValuesAsText("$ref"));

    assertThat(references)
        .allSatisfy(
            reference -> assertThat(document.json().at(reference.substring(1))).isNotEmpty());
    for (String kind : List.of("schemas", "responses", "parameters")) {
      document
          .json()
          .at("/components/" + kind)
          .fieldNames()
          .forEachRemaining(
              name -> assertThat(references).contains("#/components/" + kind + "/" + name));
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everySchemaIsOneOfDraft202012(OpenApi document) {
    Schema metaSchema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of(Dialects.getDraft202012().getId()));
    List<JsonNode> schemas = new ArrayList<>(document.json().findValues("schema"));
    document.json().at("/components/schemas").forEach(schemas::add);

    assertThat(schemas).allSatisfy(schema -> assertThat(metaSchema.validate(schema)).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void operationsHaveNamesOfTheirOwn(OpenApi document) {
    List<String> ids = document.json().findValuesAsText("operationId");

    assertThat(ids).doesNotHaveDuplicates().hasSameSizeAs(document.operations());
  }

  @Test
  void everyEndpointOfTheStubIsDescribed() {
    Set<String> described =
        documents()
            .flatMap(document -> document.operations().stream())
            .map(Operation::toString)
            .collect(Collectors.toSet());

    assertThat(StubSupportTest.endpoints())
        .allSatisfy(
            endpoint ->
                assertThat(described).as("spec/*/openapi.json").containsAll(names(endpoint)));
  }

  private static List<String> names(Endpoint endpoint) {
    return endpoint.methods().stream().map(method -> method + " " + endpoint.path()).toList();
  }

  @Test
  void everyErrorOfTheCatalogueIsDescribedWithItsStatus() {
    Set<String> described =
        documents()
            .flatMap(document -> document.operations().stream())
            .flatMap(operation -> operation.replies().stream())
            .flatMap(reply -> reply.codes().stream().map(code -> reply.status() + " " + code))
            .collect(Collectors.toSet());

    assertThat(described)
        .containsAll(
            Arrays.stream(BackendError.values()).map(e -> e.status() + " " + e.code()).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
      GET  /api/list_snapshot | 200 | {'values':[],'snapshot':1,'cursor':null,'hasMore':false}
      POST /api/list_snapshot | 200 | {'values':[],'snapshot':1,'cursor':'c','hasMore':true}
      POST /api/list_snapshot | 200 | {'values':[{'_component':'','_table':'t','_ts':1,'_id':'ID','x':[]}],'snapshot':1,'cursor':null,'hasMore':false}
      POST /api/list_snapshot | 400 | {'code':'BadFormat','message':'m'}
      GET  /api/document_deltas | 200 | {'values':[{'_component':'','_table':'t','_ts':1,'_deleted':true,'_id':'ID'}],'cursor':1,'hasMore':false}
      GET  /api/json_schemas  | 200 | {'':{}}
      GET  /api/json_schemas  | 200 | {}
      GET  /api/test_streaming_export_connection | 200 | null
      POST /api/v1/data/sync  | 200 | {'status':{'type':'stale','snapshotTs':1},'truncates':[{'component':'','table':'t'}],'values':[{'component':'','table':'t','ts':1,'deleted':true,'value':{'_id':'ID'}}],'syncId':'airbyte-6f2b9c1e-3d5a-4c8f-9b7d-0123456789ab','pagination':{'hasMore':true,'nextCursor':'01ab'}}
      GET  /api/v1/data/list_active_syncs | 200 | {'syncs':[],'pagination':{'hasMore':false}}
      GET  /http/anything     | 418 | {'whatever':'the application says'}
      POST /http/{path}       | 413 | {'code':'RequestTooLarge','message':'m'}
      """)
  void takesWhatIsDescribed(String operation, int status, String body) {
    check(operation, new Answer(status, JSON, json(body)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
      POST /api/list_snapshot | 200 | {'values':[],'snapshot':1,'hasMore':false}             | required
      POST /api/list_snapshot | 200 | {'values':[],'snapshot':1,'cursor':null,'hasmore':false} | additionalProperties
      POST /api/list_snapshot | 200 | {'values':[],'snapshot':1,'cursor':null,'hasMore':true} | type at '/cursor'
      POST /api/list_snapshot | 200 | {'values':[],'snapshot':1.0,'cursor':null,'hasMore':false} | type at '/snapshot'
      POST /api/list_snapshot | 200 | {'values':[],'snapshot':'1','cursor':null,'hasMore':false} | type at '/snapshot'
      POST /api/list_snapshot | 200 | {'values':[{'_component':'','_table':'t','_ts':1}],'snapshot':1,'cursor':null,'hasMore':false} | required at '/values/0'
      POST /api/list_snapshot | 200 | {'values':[{'_component':'','_table':'t','_ts':1,'_id':'ID','_deleted':false}],'snapshot':1,'cursor':null,'hasMore':false} | false at '/values/0/_deleted'
      POST /api/list_snapshot | 200 | {'values':[],'snapshot':1,'cursor':null,'hasMore':false}x | the body is not JSON
      POST /api/list_snapshot | 200 | {'values':[],'values':[],'snapshot':1,'cursor':null,'hasMore':false} | the body is not JSON
      POST /api/list_snapshot | 201 | {}                                                     | the status is not among
      POST /api/list_snapshot | 400 | {'code':'TooManyTables','message':'m'}                 | enum at '/code'
      POST /api/list_snapshot | 400 | {'code':'BadFormat','message':'m','more':1}            | additionalProperties
      GET  /api/document_deltas | 200 | {'values':[{'_component':'','_table':'t','_ts':1,'_deleted':true,'_id':'ID','x':1}],'cursor':1,'hasMore':false} | maxProperties at '/values/0'
      GET  /api/document_deltas | 200 | {'values':[{'_component':'','_table':'t','_ts':1,'_id':'ID'}],'cursor':1,'hasMore':false} | required at '/values/0'
      GET  /api/document_deltas | 400 | {'code':'BadJsonBody','message':'m'}                 | enum at '/code'
      GET  /api/json_schemas  | 200 | {'t':{'type':'object','description':'x'}}              | oneOf
      PUT  /api/streaming_import/clear_tables | 200 | {}                                     | content type application/json
      POST /api/v1/data/sync  | 200 | {'status':{'type':'stale'},'truncates':[],'values':[],'syncId':'airbyte-6f2b9c1e-3d5a-4c8f-9b7d-0123456789ab','pagination':{'hasMore':true,'nextCursor':'01'}} | oneOf at '/status'
      GET  /api/v1/data/list_active_syncs | 200 | {'syncs':[],'pagination':{'hasMore':false,'nextCursor':null}} | at '/pagination/nextCursor'
      GET  /nowhere           | 200 | {}                                                     | so it must be 404
      PUT  /api/list_snapshot | 404 | {}                                                     | so it must be 405
      GET  /nowhere           | 404 | {}                                                     | the body is not empty
      TRACE /http/anything    | 200 | {}                                                     | so it must be 405
      GET  /http/anything     | 600 | {}                                                     | 200 to 599
      POST /http/{path}       | 500 | {'code':'BadFormat','message':'m'}                     | oneOf
      """)
  void refusesEverythingElseAndSaysWhy(String operation, int status, String body, String why) {
    assertThatThrownBy(() -> check(operation, new Answer(status, JSON, json(body))))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(operation.replaceFirst(" +", " ") + " answered " + status)
        .hasMessageContaining(why);
  }

  @Test
  void wantsABodyOnlyWhereThereIsOne() {
    check("PUT /api/streaming_import/clear_tables", new Answer(200, "", ""));
    check("HEAD /version", new Answer(200, "text/plain", ""));
    check("POST /echo", new Answer(200, "image/png", "anything"));
    check("OPTIONS /api/list_snapshot", new Answer(200, "", ""));

    assertThatThrownBy(() -> check("PUT /api/streaming_import/clear_tables", answer("", "x")))
        .hasMessageContaining("the body is not empty");
    assertThatThrownBy(() -> check("HEAD /version", answer("text/plain", "x")))
        .hasMessageContaining("the body is not empty");
    assertThatThrownBy(() -> check("GET /version", answer(JSON, "{}")))
        .hasMessageContaining("content type");
  }

  private static Answer answer(String contentType, String body) {
    return new Answer(200, contentType, body);
  }

  private static String json(String text) {
    return text.replace("'ID'", "'" + ID + "'").replace('\'', '"');
  }

  private static void check(String operation, Answer answer) {
    String[] methodAndPath = operation.split(" +", -1);
    Contract.OF_THE_SPEC.check(methodAndPath[0], methodAndPath[1], answer);
  }
}
