package dev.convexairbyte.stub.calling;

import static dev.convexairbyte.stub.ApiClient.document;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.stub.ApiClient;
import dev.convexairbyte.stub.ApiClient.Answer;
import dev.convexairbyte.stub.RawClient;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.StubSettings;
import dev.convexairbyte.stub.app.Values;
import dev.convexairbyte.stub.faults.Fault;
import dev.convexairbyte.values.ConvexValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every sentence of section 3 of the facts about calls over HTTP. */
class CallingTest {

  private final StubBackend stub =
      StubBackend.start(
          StubSettings.builder()
              .app(new ExampleFunctions())
              .app(app -> app.query("test:insertsMeanwhile", (ctx, args) -> insertMeanwhile()))
              .readOnlyKey("reader|0123456789abcdef")
              .build());
  private final ApiClient admin = ApiClient.of(stub);
  private final ApiClient anyone = admin.withAuthorization("");

  @AfterEach
  void stop() {
    stub.close();
  }

  private Answer call(String endpoint, String path, String args) {
    return anyone.post("/api/" + endpoint, body(path, args));
  }

  private static String body(String path, String args) {
    return "{\"path\":\"%s\",\"args\":%s}".formatted(path, args.replace('\'', '"'));
  }

  private int messages() {
    return stub.documents("messages").size();
  }

  @Test
  void answersAQueryWithItsValueAndNoLogLinesWhereThereAreNone() {
    assertThat(call("query", "values:echo", "{'a':1}").body())
        .isEqualTo("{\"status\":\"success\",\"value\":{\"a\":1.0}}");
  }

  @Test
  void answersAMutationWithItsLogLines() {
    Answer answer = call("mutation", "messages:send", "{'body':'hi'}");

    assertThat(answer.json().get("logLines")).hasToString("[\"[LOG] 'sending'\"]");
    assertThat(stub.documents("messages").get(0).get("_id")).isEqualTo(answer.json().get("value"));
  }

  @Test
  void runsTheMutationsOfAnAction() {
    Answer answer = call("action", "messages:sendTwice", "{}");

    assertThat(answer.json().get("value").isNull()).isTrue();
    assertThat(answer.json().get("logLines")).hasSize(2);
    assertThat(messages()).isEqualTo(2);
  }

  @Test
  void showsWhatFunctionsWroteInTheExportAndWhatAnImportWroteToQueries() {
    call("mutation", "messages:send", "{'body':'hi'}");
    String snapshot = admin.get("/api/list_snapshot").body();
    admin.post(
        "/api/streaming_import/import_airbyte_records",
        "{\"tables\":{\"messages\":{\"jsonSchema\":null}},\"messages\":[{\"tableName\":\"messages\",\"data\":{\"n\":1}}]}");

    assertThat(snapshot).contains("\"body\":\"hi\"");
    assertThat(call("query", "messages:count", "{}").json().get("value").asInt()).isEqualTo(2);
  }

  @Test
  void answersAFailureWith200AndItsMessageAndTrace() {
    Answer answer = call("mutation", "messages:sendAndThrow", "{}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(new ArrayList<>(fields(answer)))
        .containsExactly("status", "errorMessage", "logLines");
    assertThat(answer.json().get("errorMessage").asText())
        .matches(
            "(?s)\\[Request ID: [0-9a-f]{16}\\] Server Error\nUncaught Error: no more messages today\n    at .*ExampleFunctions.*\n");
    assertThat(messages()).isZero();
  }

  private static List<String> fields(Answer answer) {
    List<String> names = new ArrayList<>();
    answer.json().fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void bringsTheDataOfAnApplicationsErrorInTheFormatAskedFor() {
    Answer clean = call("mutation", "messages:refuse", "{}");
    Answer encoded =
        anyone.post(
            "/api/mutation",
            "{\"path\":\"messages:refuse\",\"args\":{},\"format\":\"convex_encoded_json\"}");

    assertThat(fields(clean)).containsExactly("status", "errorMessage", "errorData");
    assertThat(clean.json().get("errorData")).hasToString("{\"code\":\"7\"}");
    assertThat(encoded.json().get("errorData"))
        .hasToString("{\"code\":{\"$integer\":\"BwAAAAAAAAA=\"}}");
    assertThat(clean.json().get("errorMessage").asText())
        .contains("Uncaught ConvexError: {\"code\":\"7\"}");
  }

  @Test
  void namesTheRequestIdThatTheClientSent() {
    String answer =
        sendWith("Convex-Request-Id", "my-request", "/api/mutation", body("messages:refuse", "{}"));

    assertThat(ApiClient.parse(answer).get("errorMessage").asText())
        .startsWith("[Request ID: my-request] Server Error\nUncaught");
  }

  private String sendWith(String header, String value, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(stub.url() + path))
            .header("Content-Type", "application/json")
            .header(header, value)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "query,    nobody:home,      There is no public function nobody:home",
    "query,    secrets:value,    There is no public function secrets:value",
    "query,    messages:send,    messages:send is of the kind mutation and was run as query",
    "mutation, values:echo,      values:echo is of the kind query and was run as mutation",
    "action,   messages:send,    messages:send is of the kind mutation and was run as action"
  })
  void answersUnknownInternalAndMistypedFunctionsWithAFailure(
      String endpoint, String path, String message) {
    Answer answer = call(endpoint, path, "{}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("status").asText()).isEqualTo("error");
    assertThat(answer.json().get("errorMessage").asText()).contains("Server Error\n" + message);
  }

  @Test
  void foldsARefusalIntoTheAnswerOfAQueryAndMakesItTheStatusOfAnAction() {
    assertThat(call("query", "work:refusedQuery", "{}").json().get("status").asText())
        .isEqualTo("error");
    assertThat(anyone.withoutContract().post("/api/action", body("work:refused", "{}")).error())
        .isEqualTo("400 TooNestedError");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ":", "messages:", "a b:c", "/messages:list", "messages.ts:list", "a/../b"})
  void refusesWhatIsNoPath(String path) {
    assertThat(call("query", path, "{}").error()).isEqualTo("400 BadConvexFunctionIdentifier");
  }

  @ParameterizedTest
  @CsvSource({
    "values,            the default",
    "values:default,    the default",
    "values.js:default, the default",
    "dir/values:nested, in a directory"
  })
  void findsAFunctionByEveryFormOfItsPath(String path, String value) {
    assertThat(call("query", path, "{}").json().get("value").asText()).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "query    | {'args':{}}",
        "query    | {'path':'values:echo'}",
        "query    | {'path':1,'args':{}}",
        "query    | {'path':'values:echo','args':{},'format':1}",
        "mutation | [",
        "function | {'path':'values:echo'}",
        "run/values/echo | {}",
        "query_at_ts | {'path':'values:echo','args':{}}",
        "query_batch | {}"
      })
  void wantsWholeBodies(String endpoint, String body) {
    assertThat(admin.post("/api/" + endpoint, body.replace('\'', '"')).error())
        .isEqualTo("400 BadJsonBody");
  }

  @Test
  void wantsJson() {
    assertThat(anyone.postAs("text/plain", "/api/query", body("values:echo", "{}")).error())
        .isEqualTo("400 BadJsonBody");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "[{'a':1}] | {'a':1.0}",
        "[]        | {}",
        "{'a':{'$integer':'BQAAAAAAAAA='}} | {'a':'5'}"
      })
  void takesNamedArgumentsAndTheOldPositionalOnesAlwaysEncoded(String args, String value) {
    assertThat(call("query", "values:echo", args).json().get("value"))
        .hasToString(value.replace('\'', '"'));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "[{},{}]", "5", "{'$integer':'AQAAAAAAAAA='}", "{'$x':1,'y':2}"})
  void failsForOtherArguments(String args) {
    assertThat(call("query", "values:echo", args).json().get("errorMessage").asText())
        .contains("Invalid arguments for values:echo");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "json                | {'bytes':'AQI=','infinity':'Infinity','int64':'5','nan':'NaN','number':1.5}",
        "convex_clean_json   | {'bytes':'AQI=','infinity':'Infinity','int64':'5','nan':'NaN','number':1.5}",
        "convex_encoded_json | {'bytes':{'$bytes':'AQI='},'infinity':{'$float':'AAAAAAAA8H8='},'int64':{'$integer':'BQAAAAAAAAA='},'nan':{'$float':'AAAAAAAA+H8='},'number':1.5}",
        "convex_json         | {'bytes':{'$bytes':'AQI='},'infinity':{'$float':'AAAAAAAA8H8='},'int64':{'$integer':'BQAAAAAAAAA='},'nan':{'$float':'AAAAAAAA+H8='},'number':1.5}",
        "export_json         | {'bytes':{'$bytes':'AQI='},'infinity':{'$float':'AAAAAAAA8H8='},'int64':5,'nan':{'$float':'AAAAAAAA+H8='},'number':1.5}"
      })
  void writesTheFormatAskedFor(String format, String value) {
    JsonNode answer =
        anyone
            .post(
                "/api/query",
                "{\"path\":\"values:all\",\"args\":{},\"format\":\"%s\"}".formatted(format))
            .json();

    assertThat(answer.get("value")).hasToString(value.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource({
    "npm-1.4.1, true",
    "npm-1.4.2, false",
    "npm-cli-1.0.0, true",
    "python-convex-0.5.0, true",
    "python-convex-0.5.1, false",
    "rust-0.1.0, false"
  })
  void writesEncodedJsonForOldClientsThatNameNoFormatButNotForRun(String client, boolean encoded) {
    String value = encoded ? "{\"$integer\":\"AQAAAAAAAAA=\"}" : "\"1\"";

    assertThat(postAs(client, "/api/query").get("value")).hasToString(value);
    assertThat(postAs(client, "/api/run/values/intQuery").get("value")).hasToString("\"1\"");
  }

  private JsonNode postAs(String client, String path) {
    return ApiClient.parse(sendWith("Convex-Client", client, path, body("values:intQuery", "{}")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mutation", "run/messages/send", "function"})
  void looksAtTheFormatOnlyOnceTheFunctionHasRun(String endpoint) {
    String body = "{\"path\":\"messages:send\",\"args\":{},\"format\":\"xml\"}";

    assertThat(admin.post("/api/" + endpoint, body).error()).isEqualTo("400 BadFormat");
    assertThat(messages()).isEqualTo(1);
  }

  @Test
  void looksAtTheFormatOfABatchFirst() {
    Answer answer =
        anyone.post(
            "/api/query_batch", "{\"queries\":[{\"path\":\" \",\"args\":{},\"format\":\"xml\"}]}");

    assertThat(answer.error()).isEqualTo("400 BadFormat");
  }

  @Test
  void runsABatchAsOfOneMoment() {
    Answer answer =
        anyone.post(
            "/api/query_batch",
            "{\"queries\":[%s,%s,%s]}"
                .formatted(
                    body("test:insertsMeanwhile", "{}"),
                    body("messages:count", "{}"),
                    body("nobody:home", "{}")));

    assertThat(answer.json().at("/results/0/status").asText()).isEqualTo("success");
    assertThat(answer.json().at("/results/1/value").asInt()).isZero();
    assertThat(answer.json().at("/results/2/status").asText()).isEqualTo("error");
    assertThat(messages()).isEqualTo(1);
  }

  /** Has somebody else write while a query runs. */
  private ConvexValue insertMeanwhile() {
    stub.insert("messages", document("{}"));
    return Values.NULL;
  }

  @Test
  void readsTheHeaderThenTheBodyThenThePathThenTheKey() {
    String good = body("values:echo", "{}");
    String noPath = body(" ", "{}");

    assertThat(withHeader("Basic abc").post("/api/query", "[").error())
        .isEqualTo("400 InvalidAdminKey");
    assertThat(withHeader("Convex nobody").post("/api/query", "[").error())
        .isEqualTo("400 BadJsonBody");
    assertThat(withHeader("Convex nobody").post("/api/query", noPath).error())
        .isEqualTo("400 BadConvexFunctionIdentifier");
    assertThat(withHeader("Convex nobody").post("/api/query", good).error())
        .isEqualTo("401 BadAdminKey");
    assertThat(withHeader("Bearer nobody").post("/api/query", good).error())
        .isEqualTo("401 InvalidAuthHeader");
    assertThat(withHeader("Convex nobody").post("/api/function", noPath).error())
        .isEqualTo("401 BadAdminKey");
    assertThat(withHeader("Convex nobody").post("/api/run/x", "{\"args\":{}}").error())
        .isEqualTo("401 BadAdminKey");
  }

  private ApiClient withHeader(String authorization) {
    return admin.withAuthorization(authorization);
  }

  @Test
  void letsDeployKeysCallInternalFunctions() {
    String body = body("secrets:value", "{}");

    assertThat(admin.post("/api/query", body).json().get("value").asText()).isEqualTo("s");
    assertThat(admin.post("/api/function", body).json().get("value").asText()).isEqualTo("s");
    assertThat(
            anyone
                .post("/api/query?adminKey=" + ApiClient.encode(stub.adminKey()), body)
                .json()
                .get("value")
                .asText())
        .isEqualTo("s");
  }

  @Test
  void refusesKeysThatMayNotDoEverything() {
    assertThat(
            withHeader("Convex reader|0123456789abcdef")
                .post("/api/query", body("values:echo", "{}"))
                .error())
        .isEqualTo("403 OperationNotPermitted");
  }

  @Test
  void wantsAKeyForAnyFunctionAndHasNoneInComponents() {
    assertThat(call("function", "values:echo", "{}").error()).isEqualTo("403 BadDeployKey");
    assertThat(
            admin
                .post(
                    "/api/function",
                    "{\"path\":\"values:echo\",\"args\":{},\"componentPath\":\"shop\"}")
                .json()
                .get("status")
                .asText())
        .isEqualTo("error");
  }

  @Test
  void runsAFunctionOfAnyKindByItsUrl() {
    assertThat(anyone.post("/api/run/values/echo", "{\"args\":{\"a\":1}}").body())
        .isEqualTo("{\"status\":\"success\",\"value\":{\"a\":1.0}}");
    assertThat(anyone.post("/api/run/messages/send", "{\"args\":{}}").status()).isEqualTo(200);
    assertThat(
            anyone
                .post("/api/run/dir%2Fvalues/nested", "{\"args\":{}}")
                .json()
                .get("value")
                .asText())
        .isEqualTo("in a directory");
    assertThat(anyone.post("/api/run/secrets/value", "{\"args\":{}}").json().get("status").asText())
        .isEqualTo("error");
  }

  @Test
  void wantsAModuleAndAFunctionInTheUrlAndOnlyPost() {
    assertThat(anyone.post("/api/run/values", "{\"args\":{}}").error())
        .isEqualTo("400 MissingIdentifier");
    assertThat(anyone.post("/api/run/", "{\"args\":{}}").status()).isEqualTo(404);
    assertThat(anyone.get("/api/run/values/echo").status()).isEqualTo(405);
  }

  @Test
  void takesABrokenEscapeInTheUrlForItself() throws Exception {
    try (RawClient client = new RawClient(stub.url())) {
      client.write(
          "POST /api/run/a%zz/b HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{\"args\":{}}");

      assertThat(client.rest())
          .startsWith("HTTP/1.1 400")
          .contains("\"BadConvexFunctionIdentifier\"");
    }
  }

  @Test
  void readsAsOfTheTimestampThatItTold() {
    call("mutation", "messages:send", "{}");
    String ts = anyone.post("/api/query_ts", "").json().get("ts").asText();
    call("mutation", "messages:send", "{}");

    assertThat(countAt(ts).json().get("value").asInt()).isEqualTo(1);
    assertThat(call("query", "messages:count", "{}").json().get("value").asInt()).isEqualTo(2);
  }

  @Test
  void failsForWhatIsNoTimestamp() {
    assertThat(countAt("x").error()).isEqualTo("500 InternalServerError");
    assertThat(countAt("AAAA").error()).isEqualTo("500 InternalServerError");
    String ts = anyone.post("/api/query_ts", "").json().get("ts").asText();
    assertThat(countAt(ts.replace("=", "")).error()).isEqualTo("500 InternalServerError");
    assertThat(countAt("/////////38=").error()).isEqualTo("500 InternalServerError");
  }

  private Answer countAt(String ts) {
    return anyone.post(
        "/api/query_at_ts",
        "{\"path\":\"messages:count\",\"args\":{},\"ts\":\"%s\"}".formatted(ts));
  }

  @Test
  void cannotReadTheArgumentsOfAGet() {
    assertThat(anyone.get("/api/query?path=values:echo&args=%7B%7D").error())
        .isEqualTo("400 BadQueryArgs");
  }

  @Test
  void takes16MebibytesOfArgumentsAndOfAValueAndNoMore() {
    int most = (16 << 20) - 2;

    assertThat(large(most).json().get("status").asText()).isEqualTo("success");
    assertThat(large(most + 1).json().get("errorMessage").asText())
        .contains("The value of values:large is larger than 16 MiB.");
    assertThat(echo((16 << 20) - 2 - 2 - 2).json().get("status").asText()).isEqualTo("success");
    assertThat(echo((16 << 20) - 2 - 2 - 1).json().get("errorMessage").asText())
        .contains("The arguments of values:echo are larger than 16 MiB.");
    assertThat(echo((16 << 20) + 2000).error()).isEqualTo("400 BadJsonBody");
  }

  private Answer large(int size) {
    return call("query", "values:large", "{'size':%d}".formatted(size));
  }

  private Answer echo(int size) {
    return call("query", "values:echo", "{'':'%s'}".formatted("x".repeat(size - 1)));
  }

  @Test
  void tellsTooManyRequestsWhereAFaultIsAskedFor() {
    stub.faults().next(Fault.TOO_MANY_REQUESTS, "/api/run/values/echo");

    assertThat(anyone.post("/api/run/values/echo", "{\"args\":{}}").error())
        .isEqualTo("429 TooManyConcurrentRequests");
  }

  @Test
  void holdsTheDeclaredSchemaAgainstWhatFunctionsWrite() {
    stub.setSchema(
        document(
            "{'schemaValidation':true,'tables':[{'tableName':'messages','documentType':{'type':'object','value':"
                + "{'body':{'fieldType':{'type':'string'},'optional':false}}}}]}"));

    assertThat(call("mutation", "messages:send", "{'body':1}").json().get("errorMessage").asText())
        .contains("does not match its schema");
    assertThat(call("mutation", "messages:send", "{'body':'x'}").json().get("status").asText())
        .isEqualTo("success");
  }
}
