package dev.convexairbyte.stub;

import static dev.convexairbyte.stub.ApiClient.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.application.Writes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WritesTest {

  private final StubBackend stub = StubBackend.start();
  private final ApiClient client = ApiClient.of(stub);

  @AfterEach
  void close() {
    stub.close();
  }

  @Test
  void patchesSomeFieldsAndLeavesTheOthers() {
    String id = stub.insert("users", document("{'a':1,'b':{'c':1,'d':1}}")).get(0);

    stub.transact(
        writes -> writes.patch(id, document("{'_id':'x','b':{'c':2},'e':null,'_creationTime':5}")));

    ObjectNode patched = stub.documents("users").get(0);
    assertThat(patched.get("_id").textValue()).isEqualTo(id);
    assertThat(patched.get("_creationTime").doubleValue()).isGreaterThan(5);
    patched.remove(List.of("_id", "_creationTime"));
    assertThat(patched).isEqualTo(document("{'a':1.0,'b':{'c':2.0},'e':null}"));
  }

  @Test
  void refusesAPatchThatCannotBe() {
    ObjectNode many = document("{}");
    for (int i = 0; i < 1024; i++) {
      many.put("f" + i, 1);
    }
    String id = stub.insert("users", many).get(0);

    refuses(writes -> writes.patch(id, document("{'one':1}")));
    refuses(writes -> writes.patch(id, document("{'_x':1}")));
    refuses(writes -> writes.patch(id.replace('j', '0'), document("{}")));
    assertThat(stub.documents("users").get(0)).hasSize(1026);
  }

  @Test
  void refusesHalfASurrogatePairWhereverItStands() {
    String id = stub.insert("users", document("{}")).get(0);
    ObjectNode half = document("{}").put("text", "a\ud83d");
    ObjectNode nested = document("{}");
    nested.putArray("list").addObject().put("text", "\ude00");
    ObjectNode whole = document("{}").put("text", "\ud83d\ude00");

    refuses(writes -> writes.insert("users", half));
    refuses(writes -> writes.replace(id, nested));
    refuses(writes -> writes.patch(id, half));
    stub.transact(writes -> writes.replace(id, whole));
    assertThat(stub.documents("users").get(0).get("text").textValue()).isEqualTo("\ud83d\ude00");
  }

  @Test
  void replacesATableInOneTransactionWithoutTombstones() {
    String old = stub.insert("users", document("{'n':1}")).get(0);
    long start = latest();
    String replacement = given(writes -> writes.beginReplacement("", "users"));
    String first = given(writes -> writes.insertReplacing(replacement, document("{'n':2}")));
    String second = given(writes -> writes.insertReplacing(replacement, document("{'n':3}")));
    long during = latest();
    assertThat(ids(changes(start))).containsExactly(first, second);
    assertThat(ids(snapshot(during))).containsExactly(old);

    stub.transact(writes -> writes.finishReplacement(replacement));

    assertThat(changes(during)).isEmpty();
    assertThat(ids(changes(start))).containsExactly(first, second);
    assertThat(ids(snapshot(during))).containsExactly(old);
    assertThat(ids(snapshot(latest()))).containsExactlyInAnyOrder(first, second);
    assertThat(first).startsWith(old.substring(0, 3));
    stub.transact(writes -> writes.delete(first));
    refuses(writes -> writes.delete(old));
    refuses(writes -> writes.finishReplacement(replacement));
  }

  @Test
  void takesBackAReplacementThatIsCancelled() {
    String old = stub.insert("users", document("{}")).get(0);
    long start = latest();
    String replacement = given(writes -> writes.beginReplacement("", "users"));
    given(writes -> writes.insertReplacing(replacement, document("{}")));

    stub.transact(writes -> writes.cancelReplacement(replacement));

    assertThat(changes(start)).isEmpty();
    assertThat(ids(snapshot(latest()))).containsExactly(old);
    refuses(writes -> writes.insertReplacing(replacement, document("{}")));
    refuses(writes -> writes.cancelReplacement(replacement));
    refuses(writes -> writes.cancelReplacement("secret|text"));
  }

  @Test
  void makesATableThatIsReplacedBeforeItIsThere() {
    String replacement = given(writes -> writes.beginReplacement("shop", "carts"));
    assertThat(tables()).isEmpty();

    stub.transact(writes -> writes.finishReplacement(replacement));

    assertThat(tables()).containsExactly("carts");
    refuses(writes -> writes.beginReplacement("", "_users"));
    refuses(writes -> writes.beginReplacement("a//b", "users"));
  }

  @Test
  void keepsIdsAndCreationTimesOfReplacingDocuments() {
    String id = stub.insert("users", document("{'n':1}")).get(0);
    String posts = stub.insert("posts", document("{}")).get(0);
    String replacement = given(writes -> writes.beginReplacement("", "users"));
    ObjectNode kept = document("{'_creationTime':5,'n':2}").put("_id", id);

    assertThat(given(writes -> writes.insertReplacing(replacement, kept))).isEqualTo(id);
    refuses(writes -> writes.insertReplacing(replacement, kept));
    refuses(writes -> writes.insertReplacing(replacement, document("{}").put("_id", posts)));
    refuses(writes -> writes.insertReplacing(replacement, document("{'_id':'x'}")));
    refuses(writes -> writes.insertReplacing(replacement, document("{'_creationTime':'x'}")));
    stub.transact(writes -> writes.finishReplacement(replacement));

    ObjectNode read = stub.documents("users").get(0);
    assertThat(read.get("_id").textValue()).isEqualTo(id);
    assertThat(read.get("_creationTime").doubleValue()).isEqualTo(5);
    assertThat(read.get("n").doubleValue()).isEqualTo(2);
  }

  @Test
  void keepsTheKeyIndexOfATableThatIsReplaced() {
    stub.insert("users", document("{'key':'a','n':1}"));
    assertThat(
            client
                .put(
                    "/api/streaming_import/add_primary_key_indexes",
                    "{\"indexes\":{\"users\":[[\"key\"]]}}")
                .status())
        .isEqualTo(200);
    String replacement = given(writes -> writes.beginReplacement("", "users"));
    given(writes -> writes.insertReplacing(replacement, document("{'key':'a','n':2}")));
    stub.transact(writes -> writes.finishReplacement(replacement));

    int status =
        client
            .post(
                "/api/streaming_import/import_airbyte_records",
                "{\"tables\":{\"users\":{\"primaryKey\":[[\"key\"]],\"jsonSchema\":{}}},\"messages\":["
                    + "{\"tableName\":\"users\",\"data\":{\"key\":\"a\",\"n\":3}}]}")
            .status();

    assertThat(status).isEqualTo(200);
    assertThat(stub.documents("users")).hasSize(1);
    assertThat(stub.documents("users").get(0).get("n").doubleValue()).isEqualTo(3);
  }

  @Test
  void skipsTheTablesOfAComponentThatIsRemoved() {
    String root = stub.insert("users", document("{}")).get(0);
    String cart = given(writes -> writes.insert("shop", "carts", document("{}")));
    String order = given(writes -> writes.insert("shop/eu", "orders", document("{}")));
    long before = latest();

    stub.transact(writes -> writes.removeComponent("shop"));

    assertThat(ids(changes(0))).containsExactly(root);
    assertThat(ids(changes(before))).isEmpty();
    assertThat(ids(snapshot(latest()))).containsExactly(root);
    assertThat(ids(snapshot(before))).containsExactlyInAnyOrder(root, cart, order);
    assertThat(components()).containsExactly("");
    refuses(writes -> writes.delete(cart));
    refuses(writes -> writes.removeComponent(""));
  }

  @Test
  void makesAComponentAnewUnderThePathOfOneThatWasRemoved() {
    given(writes -> writes.insert("shop/eu", "carts", document("{}")));
    assertThat(components()).containsExactly("", "shop", "shop/eu");
    stub.transact(writes -> writes.removeComponent("shop/eu"));
    assertThat(components()).containsExactly("", "shop");

    String added = given(writes -> writes.insert("shop/eu", "carts", document("{}")));

    assertThat(components()).containsExactly("", "shop", "shop/eu");
    assertThat(ids(snapshot(latest()))).containsExactly(added);
  }

  private String given(Function<Writes, String> work) {
    List<String> result = new ArrayList<>(1);
    stub.transact(writes -> result.add(work.apply(writes)));
    return result.get(0);
  }

  private void refuses(Consumer<Writes> work) {
    long before = latest();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stub.transact(work))
        .withMessageStartingWith("Tried to ")
        .withMessageEndingWith(".")
        .withMessageNotContaining("secret");
    assertThat(latest()).isEqualTo(before);
  }

  private List<JsonNode> changes(long cursor) {
    return rows(client.get("/api/document_deltas?cursor=" + cursor).json());
  }

  private List<JsonNode> snapshot(long ts) {
    List<JsonNode> rows = new ArrayList<>();
    JsonNode page = client.get("/api/list_snapshot?snapshot=" + ts).json();
    rows.addAll(rows(page));
    while (page.get("hasMore").booleanValue()) {
      String cursor = ApiClient.encode(page.get("cursor").textValue());
      page = client.get("/api/list_snapshot?snapshot=" + ts + "&cursor=" + cursor).json();
      rows.addAll(rows(page));
    }
    return rows;
  }

  private static List<JsonNode> rows(JsonNode page) {
    List<JsonNode> rows = new ArrayList<>();
    page.get("values").forEach(rows::add);
    return rows;
  }

  private static List<String> ids(List<JsonNode> rows) {
    return rows.stream().map(row -> row.get("_id").textValue()).toList();
  }

  private long latest() {
    return client.get("/api/list_snapshot").json().get("snapshot").longValue();
  }

  private List<String> components() {
    List<String> paths = new ArrayList<>();
    client
        .get("/api/json_schemas?byComponent=true")
        .json()
        .fieldNames()
        .forEachRemaining(paths::add);
    return paths;
  }

  private List<String> tables() {
    List<String> names = new ArrayList<>();
    client
        .get("/api/get_table_column_names")
        .json()
        .get("byComponent")
        .forEach(tables -> tables.forEach(table -> names.add(table.get("name").textValue())));
    return names;
  }
}
