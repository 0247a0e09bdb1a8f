package dev.convexairbyte.stub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.stub.ApiClient;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.schema.SchemaOracle;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StubMainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path files;

  @Test
  void printsOneLineWithAddressesAndKeyOnceItServes() {
    List<String> versions = new ArrayList<>();

    int code =
        serve(
            stub -> versions.add(ApiClient.of(stub).get("/version").body()), "--admin-key", "a|b");

    assertThat(code).isZero();
    assertThat(versions).hasSize(1);
    assertThat(out.toString())
        .matches(
            "\\{\"url\":\"http://127.0.0.1:\\d+\",\"siteUrl\":\"http://127.0.0.1:\\d+\",\"adminKey\":\"a\\|b\"}\\R");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void makesAKeyOfItsOwn() {
    List<String> keys = new ArrayList<>();

    serve(stub -> keys.add(stub.adminKey()));

    JsonNode line = ApiClient.parse(out.toString());
    assertThat(line.get("adminKey").textValue()).isEqualTo(keys.get(0));
    assertThat(line.fieldNames()).toIterable().containsExactly("url", "siteUrl", "adminKey");
  }

  @Test
  void loadsEachLineOfAFileAsADocument() throws IOException {
    Path users = write("users.jsonl", "{\"n\":{\"$integer\":\"BQAAAAAAAAA=\"}}", "", "{\"n\":1}");
    Path posts = write("posts.jsonl", "{}");
    List<Integer> counts = new ArrayList<>();

    serve(
        stub -> {
          counts.add(stub.documents("users").size());
          counts.add(stub.documents("posts").size());
        },
        "--load",
        "users=" + users,
        "--load",
        "users=" + users,
        "--load",
        "posts=" + posts);

    assertThat(counts).containsExactly(4, 1);
  }

  @Test
  void loadsInTransactionsOfAtMost1000Documents() throws IOException {
    List<Long> timestamps = timestampsOf(Collections.nCopies(2001, "{}"));

    assertThat(timestamps).hasSize(2001);
    assertThat(timestamps.stream().distinct()).hasSize(3);
    assertThat(Collections.frequency(timestamps, timestamps.get(0))).isEqualTo(1000);
  }

  @Test
  void endsATransactionAlsoAtEightMebibytesOfText() throws IOException {
    String line = "{\"text\":\"" + "x".repeat(1_000_000) + "\"}";

    List<Long> timestamps = timestampsOf(Collections.nCopies(10, line));

    assertThat(timestamps).hasSize(10);
    assertThat(timestamps.stream().distinct()).hasSize(2);
    assertThat(Collections.frequency(timestamps, timestamps.get(0))).isEqualTo(9);
  }

  /** The commits of the documents that the lines became. */
  private List<Long> timestampsOf(List<String> lines) throws IOException {
    Path file = write("t.jsonl", lines.toArray(String[]::new));
    List<Long> timestamps = new ArrayList<>();
    serve(
        stub -> {
          ApiClient client = ApiClient.of(stub);
          JsonNode page;
          long cursor = 0;
          do {
            page = client.get("/api/document_deltas?cursor=" + cursor).json();
            page.get("values").forEach(row -> timestamps.add(row.get("_ts").longValue()));
            cursor = page.get("cursor").longValue();
          } while (page.get("hasMore").booleanValue());
        },
        "--load",
        "t=" + file);
    return timestamps;
  }

  @Test
  void makesTheTableOfAnEmptyFile() throws IOException {
    Path file = write("t.jsonl");
    List<String> tables = new ArrayList<>();

    serve(stub -> tables.addAll(stub.tables()), "--load", "t=" + file);

    assertThat(tables).containsExactly("t");
  }

  @Test
  void writesALineARequestToStandardErrorOnlyWhenAsked() {
    Consumer<StubBackend> call =
        stub ->
            ApiClient.of(stub)
                .withAuthorization("")
                .get("/api/json_schemas?adminKey=" + ApiClient.encode(stub.adminKey()));

    serve(call);
    assertThat(err.toString()).isEmpty();
    serve(call, "--verbose", "--admin-key", "name|hidden");

    assertThat(err.toString()).isEqualTo("GET /api/json_schemas 200 0" + System.lineSeparator());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
      '';                                     no command was given
      nonsense;                               an argument too many
      --nonsense;                             no option --nonsense
      serve --adminkey=hidden;                no option --adminkey
      serve hidden;                           an argument too many
      serve --port x;                         the value of --port is not one that it takes
      serve --port;                           --port is without its value
      serve --admin-key;                      --admin-key is without its value
      serve --port 65536;                     not between 0 and 65535
      serve --site-port -1;                   not between 0 and 65535
      serve --admin-key pro:hidden;           a colon without a bar
      serve --load users;                     not TABLE=FILE
      serve --load =x;                        not TABLE=FILE
      serve --load users=;                    not TABLE=FILE
      serve --data;                           --data is without its value
      """)
  void explainsMisuseInOneSentenceWithoutQuotingValues(String line, String reason) {
    String[] arguments = line.isEmpty() ? new String[0] : line.split(" ", -1);

    assertThat(run(stub -> {}, arguments)).isEqualTo(2);

    assertThat(err.toString())
        .contains(reason)
        .startsWith("Tried to ")
        .endsWith("." + System.lineSeparator());
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).doesNotContain("hidden");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
      {"a":1}|{"secret"         ; line 2 is not valid JSON
      {"a":1}||["secret"]       ; line 3 is not a JSON object
      {"_secret":1}             ; line 1 is a document that Convex does not take
      {"a":{"$integer":"x"}}    ; line 1 is a document that Convex does not take
      """)
  void namesFileAndLineOfABrokenDocumentAndNotItsContent(String lines, String reason)
      throws IOException {
    Path file = write("t.jsonl", lines.split("\\|", -1));

    assertThat(serve(stub -> {}, "--load", "t=" + file)).isEqualTo(2);

    assertThat(err.toString()).contains(file.toString(), reason).doesNotContain("secret");
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void namesAFileThatIsMissingOrNoText() throws IOException {
    Path missing = files.resolve("missing.jsonl");
    Path binary = Files.write(files.resolve("binary"), new byte[] {'{', (byte) 0xFF, '}'});

    assertThat(serve(stub -> {}, "--load", "t=" + missing)).isEqualTo(2);
    assertThat(err.toString()).contains(missing.toString(), "there is no such file");
    assertThat(serve(stub -> {}, "--load", "t=" + binary)).isEqualTo(2);
    assertThat(err.toString()).contains(binary.toString(), "not UTF-8");
    assertThat(serve(stub -> {}, "--load", "t=" + files)).isEqualTo(2);
    assertThat(err.toString()).contains("cannot be read");
  }

  @Test
  void goesOnWithADataDirectoryWithTheSameKeyAndWithoutLoadingTwice() throws IOException {
    Path data = files.resolve("data");
    Path users = write("users.jsonl", "{}", "{}");
    List<Object> seen = new ArrayList<>();
    Consumer<StubBackend> look =
        stub -> {
          seen.add(stub.adminKey());
          seen.add(stub.documents("users"));
        };
    String[] options = {"--data", data.toString(), "--load", "users=" + users};

    serve(look, options);
    assertThat(err.toString()).isEmpty();
    serve(look, options);

    assertThat(seen.subList(2, 4)).isEqualTo(seen.subList(0, 2));
    assertThat(seen.get(1)).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(2);
    assertThat(err.toString().lines()).singleElement().asString().contains("users", "already");
  }

  @Test
  void loadsAllOfATableOrNothingOfIt() throws IOException {
    Path data = files.resolve("data");
    List<String> lines = new ArrayList<>(Collections.nCopies(1500, "{}"));
    Path broken = write("broken.jsonl", "no document");
    Path users = write("users.jsonl", lines.toArray(String[]::new));
    List<Integer> counts = new ArrayList<>();
    Consumer<StubBackend> count = stub -> counts.add(stub.documents("users").size());
    String[] both = {
      "--data", data.toString(), "--load", "users=" + users, "--load", "users=" + broken
    };

    assertThat(serve(count, both)).isEqualTo(2);
    serve(count, "--data", data.toString(), "--load", "users=" + users);

    assertThat(counts).containsExactly(1500);
  }

  @Test
  void explainsADataDirectoryThatDoesNotServe() throws IOException {
    Path file = write("file", "text");

    assertThat(serve(stub -> {}, "--data", file.toString())).isEqualTo(2);

    assertThat(err.toString())
        .contains(file.toString(), "it is a file")
        .startsWith("Tried to open");
    assertThat(err.toString().lines()).hasSize(1);
  }

  @Test
  void refusesToLoadIntoATableThatCannotBe() throws IOException {
    Path file = write("t.jsonl", "{}");

    assertThat(serve(stub -> {}, "--load", "my-table=" + file)).isEqualTo(2);
    assertThat(err.toString()).contains("the table's name");
  }

  @Test
  void explainsAPortThatIsTaken() {
    try (StubBackend other = StubBackend.start()) {
      String port = String.valueOf(other.url().getPort());

      assertThat(run(stub -> {}, "serve", "--port", port, "--site-port", "0")).isEqualTo(2);

      assertThat(err.toString()).contains("port " + port).startsWith("Tried to listen");
      assertThat(err.toString().lines()).hasSize(1);
    }
  }

  @Test
  void closesTheStubWhenItsLifeEnds() {
    List<StubBackend> stubs = new ArrayList<>();

    serve(stubs::add);

    int port = stubs.get(0).url().getPort();
    assertThat(run(stub -> {}, "serve", "--port", String.valueOf(port), "--site-port", "0"))
        .isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "--help,Usage: convex-stub",
    "serve --help,--load=TABLE=FILE",
    "--version,convex-stub "
  })
  void answersHelpAndVersionOnStandardOutput(String line, String expected) {
    assertThat(run(stub -> {}, line.split(" ", -1))).isZero();

    assertThat(out.toString()).contains(expected);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void declaresTheSchemaBeforeItLoads() throws IOException {
    Path schema = write("schema.json", SchemaOracle.schema("typical").toString());
    Path users = write("users.jsonl", "{}");
    List<String> tables = new ArrayList<>();

    serve(stub -> tables.addAll(stub.tables()), "--schema", schema.toString());
    int code = serve(stub -> {}, "--schema", schema.toString(), "--load", "users=" + users);

    assertThat(tables).containsExactly("anything", "either", "users");
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("line 1", "schema");
  }

  @Test
  void explainsASchemaFileThatHoldsNone() throws IOException {
    Path text = write("text.json", "schema");
    Path object = write("object.json", "{}");

    assertThat(serve(stub -> {}, "--schema", text.toString())).isEqualTo(2);
    assertThat(serve(stub -> {}, "--schema", object.toString())).isEqualTo(2);
    assertThat(serve(stub -> {}, "--schema", files.resolve("none.json").toString())).isEqualTo(2);

    assertThat(err.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("not valid JSON"),
            line -> assertThat(line).contains("list of tables"),
            line -> assertThat(line).contains("no such file"));
  }

  private int serve(Consumer<StubBackend> whileServing, String... options) {
    String[] ports = {"serve", "--port", "0", "--site-port", "0"};
    return run(
        whileServing,
        Stream.concat(Arrays.stream(ports), Arrays.stream(options)).toArray(String[]::new));
  }

  private int run(Consumer<StubBackend> whileServing, String... arguments) {
    return StubMain.run(
        arguments, new PrintWriter(out, true), new PrintWriter(err, true), whileServing::accept);
  }

  private Path write(String name, String... lines) throws IOException {
    return Files.write(files.resolve(name), List.of(lines));
  }
}
