package dev.convexairbyte.acceptance.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.acceptance.Connection;
import dev.convexairbyte.acceptance.Programs;
import dev.convexairbyte.acceptance.TableComparison;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.StubSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Two deployments, and a connection between them that bin/sync runs. */
final class SyncFixture implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Programs programs = Programs.ofThisCheckout();
  private final StubBackend original;
  private final StubBackend copy;
  private final Connection connection;
  private final Path folder;

  SyncFixture(Path folder) {
    this(folder, StubSettings.builder().build());
  }

  /**
   * @param settings of both deployments
   */
  SyncFixture(Path folder, StubSettings settings) {
    this.folder = folder;
    this.original = StubBackend.start(settings);
    this.copy = StubBackend.start(settings);
    this.connection = Connection.between(original, copy, folder);
  }

  StubBackend original() {
    return original;
  }

  StubBackend copy() {
    return copy;
  }

  Connection connection() {
    return connection;
  }

  Path state() {
    return connection.state();
  }

  /** Inserts so many documents. */
  void fill(String table, int count) {
    original.insert(
        table,
        IntStream.range(0, count).mapToObj(SyncFixture::document).toArray(ObjectNode[]::new));
  }

  private static ObjectNode document(int number) {
    return JSON.createObjectNode()
        .put("number", number)
        .put("text", "plain words and more of them ".repeat(5));
  }

  /** Writes, replaces and deletes some documents. */
  void change(String table, Random random) {
    for (ObjectNode document : original.documents(table)) {
      String id = document.path("_id").asText();
      switch (random.nextInt(20)) {
        case 0 -> original.transact(writes -> writes.delete(id));
        case 1 -> original.transact(writes -> writes.replace(id, document(-1)));
        case 2 -> fill(table, 1);
        default -> {}
      }
    }
  }

  /** A run of the whole connection, with these options as well. */
  SyncProcess start(String... more) throws IOException {
    return run(Stream.concat(options(), Stream.of(more)).toArray(Object[]::new));
  }

  private Stream<String> options() {
    return Stream.of(
        "--source-config",
        connection.sourceConfig().toString(),
        "--destination-config",
        connection.destinationConfig().toString(),
        "--state",
        connection.state().toString());
  }

  /** A run with a command before the options. */
  SyncProcess command(String command, String... more) throws IOException {
    return run(
        Stream.of(Stream.of(command), Stream.of(more), options())
            .flatMap(words -> words)
            .toArray(Object[]::new));
  }

  SyncProcess run(Object... arguments) throws IOException {
    ProcessBuilder program = programs.sync(arguments);
    program.environment().put("TMPDIR", folder.toString());
    return SyncProcess.start(program, folder);
  }

  /** Asks for every document of the table to be in the copy as it is, and no other. */
  void assertEqual(String table) {
    TableComparison comparison = TableComparison.of(table, original, copy);
    assertThat(comparison.differences()).as("differences in %s", table).isEmpty();
    assertThat(comparison.rowsInCopy()).isEqualTo(comparison.rowsInOriginal());
  }

  /** The saved states; none where there is no file. */
  JsonNode states() throws IOException {
    return Files.exists(state()) ? JSON.readTree(state().toFile()) : JSON.createArrayNode();
  }

  /** What bin/sync has left in the folder for temporary files. */
  List<Path> leftovers() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("airbyte-sync-"))
          .toList();
    }
  }

  @Override
  public void close() {
    original.close();
    copy.close();
  }
}
