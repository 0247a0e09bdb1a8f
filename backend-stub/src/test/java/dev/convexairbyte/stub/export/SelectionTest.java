package dev.convexairbyte.stub.export;

import static dev.convexairbyte.stub.ApiClient.document;
import static dev.convexairbyte.stub.ApiClient.encode;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.stub.ApiClient;
import dev.convexairbyte.stub.ApiClient.Answer;
import dev.convexairbyte.stub.StubBackend;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rows a selection lets through; seen through document_deltas, whose one page holds all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SelectionTest {

  private static final String PATH = "/api/document_deltas";
  private static final List<String> ALL =
      List.of("/posts", "/users", "shop/users", "shop/cart/items");

  private final StubBackend stub = StubBackend.start();
  private ApiClient client;

  @BeforeAll
  void fill() {
    client = ApiClient.of(stub);
    stub.transact(
        writes -> {
          writes.insert("users", document("{'name':'Ada','ssn':'1'}"));
          writes.insert("posts", document("{'title':'x'}"));
          writes.insert("shop", "users", document("{'name':'Bob'}"));
          writes.insert("shop/cart", "items", document("{'sku':'1'}"));
        });
  }

  @AfterAll
  void stop() {
    stub.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      {}                                                            | *
      {'tableName':'users'}                                         | /users
      {'table_name':'users'}                                        | /users
      {'tableName':'users','component':''}                          | /users
      {'tableName':'users','component':null}                        | /users
      {'tableName':'users','component':'shop'}                      | shop/users
      {'component':'shop'}                                          | shop/users
      {'component':''}                                              | /posts,/users
      {'component':'shop/cart'}                                     | shop/cart/items
      {'tableName':'unknown'}                                       | -
      {'component':'unknown'}                                       | -
      {'tableName':'_tables'}                                       | -
      {'selection':{'_other':'included'}}                           | *
      {'selection':{'_other':'excluded'}}                           | -
      {'selection':{'_other':'incl'}}                               | *
      {'selection':{'_other':'excl','':{'_other':'incl'}}}          | /posts,/users
      {'selection':{'_other':'included','':'excluded'}}             | shop/users,shop/cart/items
      {'selection':{'_other':'included','':'excl'}}                 | shop/users,shop/cart/items
      {'selection':{'_other':'excluded','':{'_other':'excluded','users':{'_other':'included'}}}} | /users
      {'selection':{'_other':'excluded','':{'_other':'included','users':'excluded'}}} | /posts
      {'selection':{'_other':'excluded','nowhere':{'_other':'included'}}} | -
      {'selection':{'_other':'excluded','':{'_other':'excluded','nothing':{'_other':'included'}}}} | -
      {'selection':{'_other':'excluded'},'tableName':'users'}       | -
      """)
  void selectsWhatItSays(String body, String expected) {
    assertThat(select(body)).containsExactlyInAnyOrderElementsOf(tables(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'selection':null}",
        "{'selection':'users'}",
        "{'selection':[]}",
        "{'selection':{}}",
        "{'selection':{'':{'_other':'included'}}}",
        "{'selection':{'_other':'yes'}}",
        "{'selection':{'_other':'excluded','':'included'}}",
        "{'selection':{'_other':'excluded','':{'users':{'_other':'included'}}}}",
        "{'selection':{'_other':'excluded','':{'_other':'excluded','users':'included'}}}",
        "{'selection':{'_other':'excluded','':{'_other':'excluded','users':{}}}}",
        "{'selection':{'_other':'excluded','':{'_other':'excluded','users':{'_other':'included','ssn':1}}}}",
        "{'tableName':null}",
        "{'tableName':1}",
        "{'tableName':'users','table_name':'users'}",
        "{'tableName':'users','component':5}",
        "{'component':5}",
        "{'component':null}"
      })
  void selectsEverythingWhereNothingFits(String body) {
    assertThat(select(body)).containsExactlyInAnyOrderElementsOf(ALL);
  }

  @Test
  void fallsBackOnTheTableNameWhereTheSelectionDoesNotFit() {
    assertThat(select("{'selection':'x','tableName':'users'}")).containsExactly("/users");
    assertThat(select("{'tableName':5,'component':'shop'}")).containsExactly("shop/users");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      tableName=users                   | /users
      table_name=users                  | /users
      tableName=users&component=shop    | shop/users
      tableName=users&component=        | /users
      component=shop                    | shop/users
      component=                        | /posts,/users
      tableName=users&tableName=posts   | *
      tableName=users&table_name=users  | *
      tablename=users                   | *
      """)
  void readsTheQueryString(String query, String expected) {
    Answer answer = client.get(PATH + "?cursor=0&" + query);

    assertThat(tables(answer.json())).containsExactlyInAnyOrderElementsOf(tables(expected));
  }

  @Test
  void takesAnExactSelectionInAQueryStringForNone() {
    String selection = "{\"_other\":\"excluded\"}";

    Answer answer = client.get(PATH + "?cursor=0&selection=" + encode(selection));

    assertThat(tables(answer.json())).containsExactlyInAnyOrderElementsOf(ALL);
  }

  @Test
  void leavesColumnsOut() {
    String columns = "{'_other':'included','ssn':'excluded','_creationTime':'excluded'}";
    JsonNode row = onlyRow(usersWith(columns));

    assertThat(row.fieldNames())
        .toIterable()
        .containsExactly("_component", "_table", "_ts", "_deleted", "_id", "name");
  }

  @Test
  void keepsOnlyTheColumnsListedAndTheId() {
    JsonNode row = onlyRow(usersWith("{'_other':'excluded','_id':'included','ssn':'included'}"));

    assertThat(row.fieldNames())
        .toIterable()
        .containsExactly("_component", "_table", "_ts", "_deleted", "_id", "ssn");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'tableName':'my-table'}",
        "{'tableName':''}",
        "{'tableName':'users','component':'a//b'}",
        "{'component':'my-component'}",
        "{'selection':{'_other':'excluded','my-component':'excluded'}}",
        "{'selection':{'_other':'excluded','':{'_other':'excluded','my-table':'excluded'}}}",
        "{'selection':{'_other':'excluded','':{'_other':'excluded','users':{'_other':'excluded'}}}}",
        "{'selection':{'_other':'excluded','':{'_other':'excluded','users':{'_other':'included','_id':'excluded'}}}}",
        "{'selection':{'_other':'excluded','':{'_other':'excluded','users':{'_other':'included','$x':'included'}}}}"
      })
  void failsForImpossibleNamesAndAnExcludedId(String body) {
    assertThat(send(body).error()).isEqualTo("500 InternalServerError");
    assertThat(client.post("/api/list_snapshot", body.replace('\'', '"')).error())
        .isEqualTo("500 InternalServerError");
  }

  private static String usersWith(String columns) {
    return "{'selection':{'_other':'excluded','':{'_other':'excluded','users':" + columns + "}}}";
  }

  private JsonNode onlyRow(String body) {
    JsonNode values = send(body).json().get("values");
    assertThat(values).hasSize(1);
    return values.get(0);
  }

  private List<String> select(String body) {
    return tables(send(body).json());
  }

  private Answer send(String body) {
    return client.post(PATH, document(body).put("cursor", 0).toString());
  }

  private static List<String> tables(JsonNode page) {
    return StreamSupport.stream(page.get("values").spliterator(), false)
        .map(row -> row.get("_component").textValue() + "/" + row.get("_table").textValue())
        .toList();
  }

  private static List<String> tables(String expected) {
    return switch (expected) {
      case "*" -> ALL;
      case "-" -> List.of();
      default -> Arrays.asList(expected.split(",", -1));
    };
  }
}
