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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final Map<String, String> environment = new HashMap<>();

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
  void listensWhereTheEnvironmentSaysButRatherWhereAnOptionDoes() {
    environment.put("CONVEX_STUB_HOST", "0.0.0.0");
    Consumer<StubBackend> look =
        stub -> assertThat(ApiClient.of(stub).get("/version").status()).isEqualTo(200);

    serve(look);
    serve(look, "--host", "localhost");

    assertThat(out.toString().lines())
        .extracting(line -> ApiClient.parse(line).get("url").textValue())
        .satisfiesExactly(
            onAll -> assertThat(onAll).startsWith("http://127.0.0.1:"),
            onOne -> assertThat(onOne).startsWith("http://localhost:"));
  }

  @Test
  void takesTheAdminKeyFromAFileOrTheEnvironmentButRatherFromAnOption() throws IOException {
    Path file = write("key", "name|file", "");
    List<String> keys = new ArrayList<>();
    Consumer<StubBackend> look = stub -> keys.add(stub.adminKey());
    environment.put("CONVEX_STUB_ADMIN_KEY", "name|environment");

    serve(look);
    serve(look, "--admin-key-file", file.toString());
    serve(look, "--admin-key", "name|option");
    environment.put("CONVEX_STUB_ADMIN_KEY", "");
    serve(look, "--seed", "1");

    assertThat(keys.subList(0, 3)).containsExactly("name|environment", "name|file", "name|option");
    assertThat(keys.get(3)).startsWith("convex-stub|");
  }

  @Test
  void namesTheEnvironmentVariableWhoseKeyCannotBe() {
    environment.put("CONVEX_STUB_ADMIN_KEY", "pro:hidden");

    assertThat(serve(stub -> {})).isEqualTo(2);

    assertThat(err.toString()).contains("CONVEX_STUB_ADMIN_KEY").doesNotContain("hidden");
  }

  @Test
  void servesFurtherKeysThatMayDoOneThing() {
    List<String> answers = new ArrayList<>();

    serve(
        stub -> {
          ApiClient client = ApiClient.of(stub);
          for (String key : List.of("n|read", "n|import")) {
            ApiClient other = client.withAuthorization("Convex " + key);
            answers.add(other.get("/api/json_schemas").error());
            answers.add(
                other.put("/api/streaming_import/clear_tables", "{\"tableNames\":[]}").error());
          }
        },
        "--read-only-key",
        "n|read",
        "--import-only-key",
        "n|import");

    assertThat(answers)
        .containsExactly("200 ", "403 OperationNotPermitted", "403 OperationNotPermitted", "200 ");
  }

  @Test
  void refusesToExportOnAPlanWithoutIt() {
    List<String> errors = new ArrayList<>();

    serve(
        stub -> errors.add(ApiClient.of(stub).get("/api/json_schemas").error()),
        "--no-streaming-export");

    assertThat(errors).containsExactly("403 StreamingExportNotEnabled");
  }

  @Test
  void cutsPagesAsLargeAsItIsTold() throws IOException {
    Path file = write("t.jsonl", "{}", "{}", "{}", "{}");
    List<Integer> sizes = new ArrayList<>();

    serve(
        stub -> {
          ApiClient client = ApiClient.of(stub);
          sizes.add(client.get("/api/list_snapshot").json().get("values").size());
          stub.insert("t", ApiClient.document("{}"));
          sizes.add(client.get("/api/document_deltas?cursor=0").json().get("values").size());
        },
        "--load",
        "t=" + file,
        "--snapshot-page-rows",
        "3",
        "--delta-page-rows",
        "1");

    assertThat(sizes.get(0)).isEqualTo(3);
    assertThat(sizes.get(1)).isLessThan(5);
  }

  @Test
  void keepsDocumentsAsLongAsItIsToldAndTheClockWhereItWasPut() {
    List<String> errors = new ArrayList<>();
    Consumer<StubBackend> age =
        stub -> {
          ApiClient client = ApiClient.of(stub);
          stub.insert("t", ApiClient.document("{}"));
          String before = client.get("/api/list_snapshot").json().get("snapshot").asText();
          client.post("/_stub/clock", "{\"advance\":\"3h\"}");
          stub.insert("t", ApiClient.document("{}"));
          errors.add(client.get("/api/document_deltas?cursor=" + before).error());
        };
    String data = files.resolve("data").toString();

    serve(age, "--data", data, "--document-retention", "2h");
    serve(age, "--data", data, "--document-retention", "2h");
    serve(age, "--data", data, "--document-retention", "4h");

    assertThat(errors)
        .containsExactly(
            "400 InvalidWindowToReadDocuments", "400 InvalidWindowToReadDocuments", "200 ");
  }

  @Test
  void makesIndexesReadyAfterTheTimeAndThePollsThatItIsTold() {
    List<Boolean> ready = new ArrayList<>();
    Consumer<StubBackend> poll =
        stub -> {
          ApiClient client = ApiClient.of(stub);
          client.put(
              "/api/streaming_import/add_primary_key_indexes", "{\"indexes\":{\"t\":[[\"k\"]]}}");
          for (int i = 0; i < 2; i++) {
            ready.add(
                client
                    .get("/api/streaming_import/primary_key_indexes_ready", "{\"tables\":[\"t\"]}")
                    .json()
                    .get("indexesReady")
                    .booleanValue());
          }
        };

    serve(poll, "--index-polls", "1");
    serve(poll, "--index-backfill", "9d");

    assertThat(ready).containsExactly(false, true, false, false);
  }

  @Test
  void makesTheSameIdsOfTheSameSeed() {
    List<String> ids = new ArrayList<>();
    Consumer<StubBackend> insert =
        stub -> ids.add(stub.insert("t", ApiClient.document("{}")).get(0).substring(0, 20));

    serve(insert, "--seed", "7");
    serve(insert, "--seed", "7");
    serve(insert, "--seed", "8");

    assertThat(ids.get(1)).isEqualTo(ids.get(0)).isNotEqualTo(ids.get(2));
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
      serve --admin-key pro:hidden;           the key of --admin-key
      serve --read-only-key pro:hidden;       the key of --read-only-key
      serve --import-only-key pro:hidden;     the key of --import-only-key
      serve --read-only-key=;                 the key of --read-only-key
      serve --admin-key hidden --read-only-key hidden; two of them are the same
      serve --admin-key hidden --admin-key-file hidden; both given
      serve --admin-key-file none;            there is no such file
      serve --auth-config none;               there is no such file
      serve --auth-config pom.xml;            it is not valid JSON
      serve --admin-key-file .;               no text that can be read
      serve --document-retention 0d;          not a span of time longer than zero
      serve --document-retention 14;          not a span of time longer than zero
      serve --document-retention 36501d;      not a span of time longer than zero
      serve --function-timeout 0s;            not a span of time longer than zero
      serve --index-backfill -1s;             not a span of time like
      serve --index-polls -1;                 not a whole number of at least 0
      serve --index-polls x;                  the value of --index-polls is not one that it takes
      serve --snapshot-page-rows 0;           not a whole number of at least 1
      serve --delta-page-rows 0;              not a whole number of at least 1
      serve --seed 1.5;                       the value of --seed is not one that it takes
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
    "serve --help,Keys and plan:",
    "serve --help,--admin-key-file=FILE",
    "serve --help,CONVEX_STUB_ADMIN_KEY",
    "serve --help,--read-only-key=KEY",
    "serve --help,--import-only-key=KEY",
    "serve --help,--no-streaming-export",
    "serve --help,Behaviour",
    "serve --help,--document-retention=DURATION",
    "serve --help,--snapshot-page-rows=N",
    "serve --help,--delta-page-rows=N",
    "serve --help,--function-timeout=DURATION",
    "serve --help,--redact-logs-to-client",
    "serve --help,--index-backfill=DURATION",
    "serve --help,--index-polls=N",
    "serve --help,--seed=N",
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
        arguments,
        environment,
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        whileServing::accept);
  }

  private Path write(String name, String... lines) throws IOException {
    return Files.write(files.resolve(name), List.of(lines));
  }
}
