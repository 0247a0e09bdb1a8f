package dev.convexairbyte.stub;

import static dev.convexairbyte.stub.ApiClient.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.faults.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs examples/sync.sh as its README says, against a stub with small pages. */
class SyncExampleTest {

  private static final String SNAPSHOT = "/api/list_snapshot";
  private static final String DELTAS = "/api/document_deltas";

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T12:00:00Z"));
  private final StubBackend stub =
      StubBackend.start(
          StubSettings.builder()
              .snapshotPageRows(3)
              .deltaPageRows(4)
              .documentRetention(Duration.ofDays(2))
              .clock(clock)
              .build());

  @TempDir private Path folder;

  /** What a run printed, and how it ended. */
  private record Run(int exitCode, String output) {}

  @BeforeAll
  static void findTheTools() throws Exception {
    boolean found = run("sh", "-c", "command -v curl && command -v jq").exitCode() == 0;
    if ("true".equals(System.getenv("CI"))) {
      assertThat(found).as("CI has curl and jq").isTrue();
    }
    assumeTrue(found, "examples/sync.sh needs curl and jq, and one of them is missing");
  }

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void copiesASnapshotAndThenWhatChanged() throws Exception {
    List<String> users = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      users.addAll(stub.insert("users", document("{'n':" + i + "}")));
    }
    stub.insert("empty");
    stub.transact(
        writes -> {
          writes.insert("shop", "users", document("{'name':'\\u00e9 \\ud83d\\ude00\\n'}"));
          writes.insert("shop/cart", "items", document("{'big':{'$integer':'/////////38='}}"));
        });
    ObjectNode trap =
        document(
            "{'text':',\\\"_ts\\\":123,','cursor':5,'nested':{'snapshot':1e16,'_ts':7},'list':[0.1,-2.5e-9]}");
    stub.insert("traps", trap, document("{}").put("a,\"_ts", 9).put("x{\"cursor", 9));

    Run first = sync();

    assertThat(first.output()).matches("11 rows read, 11 documents in .*\\R");
    assertThatTheCopyIsWhole();

    stub.transact(
        writes -> {
          writes.delete(users.get(0));
          writes.replace(users.get(1), document("{'n':'changed'}"));
          writes.delete(writes.insert("users", document("{}")));
        });
    String late = stub.insert("late", document("{'n':1}")).get(0);
    for (int i = 0; i < 5; i++) {
      int n = i;
      stub.transact(writes -> writes.replace(late, document("{'n':" + n + "}")));
    }

    Run second = sync();

    assertThat(second.output()).matches("9 rows read, 11 documents in .*\\R");
    assertThat(copy()).containsKey(late).doesNotContainKey(users.get(0));
    assertThatTheCopyIsWhole();
    assertThat(sync().output()).startsWith("0 rows read, 11 documents in ");
  }

  @Test
  void copiesADeploymentWithoutTables() throws Exception {
    assertThat(sync()).extracting(Run::exitCode).isEqualTo(0);

    assertThat(copy()).isEmpty();
    assertThat(sync().output()).startsWith("0 rows read, 0 documents in ");
  }

  @Test
  void printsTheBackendsCodeAndSentence() throws Exception {
    Run run = run("examples/sync.sh", stub.url().toString(), "a|wrong", folder.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output())
        .isEqualTo(
            "sync.sh: GET /api/list_snapshot answered 401 BadAdminKey: The key is not one of this"
                + " deployment; check that you copied all of it.\n");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void saysThatTheChangesAreNoLongerKept() throws Exception {
    stub.insert("users", document("{}"));
    sync();
    clock.advance(Duration.ofDays(3));
    stub.insert("users", document("{}"));

    Run run = sync();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).contains("400 InvalidWindowToReadDocuments: ");
  }

  @Test
  void leavesTheCopyAloneWhenItFailsHalfway() throws Exception {
    stub.insert("users", document("{}"), document("{}"), document("{}"), document("{}"));
    stub.faults().next(Fault.DISCONNECT_DURING_BODY, SNAPSHOT);
    Run cut = sync();
    assertThat(cut.exitCode()).isEqualTo(1);
    assertThat(cut.output()).endsWith("sync.sh: no whole answer to GET /api/list_snapshot\n");
    sync();
    Map<String, JsonNode> before = copy();
    stub.insert("users", document("{}"));
    stub.faults().next(Fault.REQUEST_TIMEOUT, DELTAS);

    Run timedOut = sync();

    assertThat(timedOut.exitCode()).isEqualTo(1);
    assertThat(timedOut.output())
        .isEqualTo("sync.sh: GET /api/document_deltas answered 408 and gave no reason\n");
    assertThat(copy()).isEqualTo(before);
    sync();
    assertThatTheCopyIsWhole();
  }

  @Test
  void refusesACursorOfAnotherDeployment() throws Exception {
    sync();
    Files.writeString(folder.resolve("cursor"), Long.MAX_VALUE + "\n");

    Run run = sync();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).contains("the cursor lies ahead of the deployment");
  }

  private void assertThatTheCopyIsWhole() throws IOException {
    Map<String, JsonNode> copy = copy();
    Map<String, JsonNode> live = live();

    assertThat(copy.keySet()).isEqualTo(live.keySet());
    live.forEach(
        (id, document) ->
            assertThat(document.equals(SyncExampleTest::compare, copy.get(id)))
                .as("%s is %s", document, copy.get(id))
                .isTrue());
  }

  /** To jq, 3 and 3.0 are one number. */
  private static int compare(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return Double.compare(one.doubleValue(), other.doubleValue());
    }
    return one.equals(other) ? 0 : 1;
  }

  private Map<String, JsonNode> copy() throws IOException {
    Map<String, JsonNode> documents = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve("documents.jsonl"))) {
      JsonNode row = ApiClient.parse(line);
      documents.put(row.get("_id").textValue(), row);
    }
    return documents;
  }

  /** All documents of the stub, their timestamps as the script writes them. */
  private Map<String, JsonNode> live() {
    Map<String, JsonNode> documents = new TreeMap<>();
    ObjectNode arguments = document("{}");
    JsonNode page;
    do {
      page = ApiClient.of(stub).post(SNAPSHOT, arguments.toString()).json();
      for (JsonNode row : page.get("values")) {
        documents.put(
            row.get("_id").textValue(), ((ObjectNode) row).put("_ts", row.get("_ts").asText()));
      }
      arguments.set("snapshot", page.get("snapshot"));
      arguments.set("cursor", page.get("cursor"));
    } while (page.get("hasMore").booleanValue());
    return documents;
  }

  private Run sync() throws IOException, InterruptedException {
    return run("examples/sync.sh", stub.url().toString(), stub.adminKey(), folder.toString());
  }

  private static Run run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), output);
  }
}
