package dev.convexairbyte.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

  private static final int SEED = 7;

  @TempDir private Path files;

  @Test
  void keepsDocumentsIdsTimestampsAndTheKey() {
    String key;
    List<ObjectNode> documents;
    long latest;
    try (StubBackend stub = start()) {
      stub.insert("users", ApiClient.document("{'n':{'$float':'AAAAAAAAAIA='}}"));
      key = stub.adminKey();
      documents = stub.documents("users");
      latest = latest(stub);
    }

    try (StubBackend stub = start()) {
      assertThat(stub.adminKey()).isEqualTo(key);
      assertThat(stub.documents("users")).isEqualTo(documents);
      assertThat(latest(stub)).isEqualTo(latest);
      assertThat(changes(stub, latest)).isEmpty();

      String added = stub.insert("users", ApiClient.document("{}")).get(0);
      String other = stub.insert("posts", ApiClient.document("{}")).get(0);

      assertThat(changes(stub, latest))
          .extracting(row -> row.get("_id").textValue())
          .containsExactly(added, other);
      assertThat(added).isNotEqualTo(documents.get(0).get("_id").textValue()).startsWith("j57");
      assertThat(other).startsWith("j97");
    }
  }

  @Test
  void bringsNewIdsThoughTheSeedIsTheSame() {
    Set<String> ids = new HashSet<>();

    for (int start = 0; start < 3; start++) {
      try (StubBackend stub = start()) {
        ids.addAll(stub.insert("users", ApiClient.document("{}"), ApiClient.document("{}")));
      }
    }

    assertThat(ids).hasSize(6);
  }

  @Test
  void givesUpReplacementsThatWereNotFinished() {
    List<String> unfinished = new ArrayList<>();
    try (StubBackend stub = start()) {
      stub.insert("users", ApiClient.document("{'old':true}"));
      stub.transact(
          writes -> {
            unfinished.add(writes.beginReplacement("", "users"));
            writes.insertReplacing(unfinished.get(0), ApiClient.document("{'old':false}"));
          });
      assertThat(changes(stub, 0)).hasSize(2);
    }

    try (StubBackend stub = start()) {
      assertThat(changes(stub, 0)).hasSize(1);
      assertThat(stub.documents("users")).hasSize(1);
    }
  }

  @Test
  void keepsTheKeyForItsOwnerOnly() throws IOException {
    start().close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key())))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data())))
        .isEqualTo("rwx------");
  }

  @Test
  void keepsNoKeyThatWasGiven() {
    StubBackend.start(settings().adminKey("a|b").build()).close();

    assertThat(key()).doesNotExist();
    try (StubBackend stub = start()) {
      assertThat(stub.adminKey()).isNotEqualTo("a|b");
    }
  }

  @Test
  void servesOneStubAtATime() {
    try (StubBackend first = start()) {
      explains("another stub uses it");
      explains("another stub uses it");
      first.insert("users", ApiClient.document("{}"));
      assertThat(first.documents("users")).hasSize(1);
    }
    start().close();
  }

  @Test
  void explainsADirectoryThatCannotBeMadeOrWritten() throws IOException {
    Files.createDirectories(data().resolve("log.sqlite"));
    explains("its log cannot be written");
  }

  @Test
  void explainsAPathThatLeadsThroughAFile() throws IOException {
    Path file = Files.writeString(files.resolve("file"), "text");

    assertThatExceptionOfType(StubStartException.class)
        .isThrownBy(
            () -> StubBackend.start(StubSettings.builder().data(file.resolve("data")).build()))
        .withMessageContaining("it cannot be written");
  }

  @Test
  void explainsAKeyThatIsNone() throws IOException {
    start().close();
    Files.writeString(key(), "pro:hidden");

    explains("its file admin-key is no key");
  }

  @Test
  void explainsALogThatIsNoDatabase() throws IOException {
    Files.createDirectories(data());
    Files.writeString(data().resolve("log.sqlite"), "no database ".repeat(100));

    explains("its log is not a database of a stub");
  }

  @Test
  void explainsALogOfAnotherVersion() throws SQLException {
    start().close();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + data().resolve("log.sqlite"));
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version = 99");
    }

    explains("its log was made by another version of the stub");
  }

  private void explains(String reason) {
    assertThatExceptionOfType(StubStartException.class)
        .isThrownBy(() -> start().close())
        .withMessageStartingWith("Tried to open the data directory " + data() + " but failed")
        .withMessageContaining(reason)
        .withMessageEndingWith(".")
        .withMessageNotContaining("hidden");
  }

  private StubBackend start() {
    return StubBackend.start(settings().build());
  }

  private StubSettings.Builder settings() {
    return StubSettings.builder().data(data()).seed(SEED);
  }

  private Path data() {
    return files.resolve("deployments/one");
  }

  private Path key() {
    return data().resolve("admin-key");
  }

  private static long latest(StubBackend stub) {
    return ApiClient.of(stub).get("/api/list_snapshot").json().get("snapshot").longValue();
  }

  private static List<JsonNode> changes(StubBackend stub, long cursor) {
    List<JsonNode> rows = new ArrayList<>();
    ApiClient.of(stub)
        .get("/api/document_deltas?cursor=" + cursor)
        .json()
        .get("values")
        .forEach(rows::add);
    return rows;
  }
}
