package dev.convexairbyte.stub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.stub.ApiClient;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.StubSettings;
import dev.convexairbyte.stub.StubStartException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The stub as a process that is killed while it is written to, with SIGKILL. */
@Timeout(120)
class KilledStubTest {

  private static final String IMPORT = "/api/streaming_import/import_airbyte_records";
  private static final int ENOUGH = 30;

  @TempDir private Path data;

  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void endProcesses() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  void keepsEveryAcknowledgedTransactionOverAKill() throws IOException, InterruptedException {
    JsonNode first = start();
    ApiClient client = client(first);
    append(client, "users", 0);
    long cursor = page(client, 0).get("cursor").longValue();

    int acknowledged = writeUntilKilled(client);

    JsonNode second = start();
    assertThat(second.get("adminKey")).isEqualTo(first.get("adminKey"));
    assertThatExceptionOfType(StubStartException.class)
        .isThrownBy(() -> StubBackend.start(StubSettings.builder().data(data).build()).close())
        .withMessageContaining("another stub uses it");
    ApiClient again = client(second);
    Map<Integer, JsonNode> rows = changes(again, cursor);
    for (int n = 1; n <= acknowledged; n++) {
      assertThat(rows).as("transaction %d of %d", n, acknowledged).containsKey(n);
    }
    assertThat(rows.size()).isBetween(acknowledged, acknowledged + 1);
    long latest = snapshot(again);
    assertThat(append(again, "users", -1)).isEqualTo(200);
    assertThat(append(again, "posts", -2)).isEqualTo(200);
    Map<Integer, JsonNode> later = changes(again, latest);
    assertThat(later).containsOnlyKeys(-1, -2);
    assertThat(later.values())
        .allSatisfy(row -> assertThat(row.get("_ts").longValue()).isGreaterThan(latest));
    assertThat(id(later, -1)).startsWith(id(rows, 1).substring(0, 3)).isNotIn(ids(rows));
    assertThat(id(later, -2)).doesNotStartWith(id(rows, 1).substring(0, 3));
  }

  /** Kills the newest process from another thread while requests go on; how many it answered. */
  private int writeUntilKilled(ApiClient client) throws InterruptedException {
    CountDownLatch enough = new CountDownLatch(ENOUGH);
    CompletableFuture<Integer> writer =
        CompletableFuture.supplyAsync(
            () -> {
              int n = 1;
              while (answers(client, n)) {
                enough.countDown();
                n++;
              }
              return n - 1;
            });
    enough.await();
    Process process = processes.get(processes.size() - 1);
    process.destroyForcibly().waitFor();
    return writer.join();
  }

  private static boolean answers(ApiClient client, int n) {
    try {
      return append(client, "users", n) == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static int append(ApiClient client, String table, int n) {
    return client
        .post(
            IMPORT,
            "{\"tables\":{\"%1$s\":{\"jsonSchema\":{}}},\"messages\":[{\"tableName\":\"%1$s\",\"data\":{\"n\":%2$d}}]}"
                .formatted(table, n))
        .status();
  }

  private static Map<Integer, JsonNode> changes(ApiClient client, long cursor) {
    Map<Integer, JsonNode> rows = new HashMap<>();
    JsonNode page = page(client, cursor);
    while (true) {
      page.get("values").forEach(row -> rows.put(row.get("n").intValue(), row));
      if (!page.get("hasMore").booleanValue()) {
        return rows;
      }
      page = page(client, page.get("cursor").longValue());
    }
  }

  private static JsonNode page(ApiClient client, long cursor) {
    return client.get("/api/document_deltas?cursor=" + cursor).json();
  }

  private static long snapshot(ApiClient client) {
    return client.get("/api/list_snapshot").json().get("snapshot").longValue();
  }

  private static String id(Map<Integer, JsonNode> rows, int n) {
    return Objects.requireNonNull(rows.get(n)).get("_id").textValue();
  }

  private static List<String> ids(Map<Integer, JsonNode> rows) {
    return rows.values().stream().map(row -> row.get("_id").textValue()).toList();
  }

  private static ApiClient client(JsonNode started) {
    return ApiClient.of(
        URI.create(started.get("url").textValue()), started.get("adminKey").textValue());
  }

  /** Starts a process on the data directory and reads the line that says where it serves. */
  private JsonNode start() throws IOException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StubMain.class.getName(),
                "serve",
                "--port",
                "0",
                "--site-port",
                "0",
                "--data",
                data.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    processes.add(process);
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    return ApiClient.parse(Objects.requireNonNull(lines.readLine(), "the stub did not start"));
  }
}
