package dev.convexairbyte.benchmarks;

import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.StubSettings;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many documents a second import_airbyte_records takes: the stub in this process, the client in
 * another, batches of 1000, everything in memory. Arguments: documents a case (default 200000).
 */
public final class ImportThroughput {

  private static final int BATCH = 1000;
  private static final int LANES = 2;

  private final String url;
  private final String key;

  private ImportThroughput(String url, String key) {
    this.url = url;
    this.key = key;
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 3) {
      new ImportThroughput(arguments[0], arguments[1]).run(Integer.parseInt(arguments[2]) / BATCH);
      return;
    }
    String documents = arguments.length == 0 ? "200000" : arguments[0];
    for (int bytes : new int[] {300, 1000}) {
      try (StubBackend stub = StubBackend.start(StubSettings.defaults())) {
        System.out.println("documents of about " + bytes + " bytes");
        client(stub, bytes, documents);
      }
    }
  }

  private static void client(StubBackend stub, int bytes, String documents)
      throws IOException, InterruptedException {
    Process client =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-DdocumentBytes=" + bytes,
                "-cp",
                System.getProperty("java.class.path"),
                ImportThroughput.class.getName(),
                stub.url().toString(),
                stub.adminKey(),
                documents)
            .inheritIO()
            .start();
    if (client.waitFor() != 0) {
      throw new IllegalStateException("the client failed");
    }
  }

  private void run(int batches) throws Exception {
    ImportBodies bodies = new ImportBodies(Integer.getInteger("documentBytes", 300), BATCH);
    List<byte[]> append = bodies.append(batches);
    post("warm-up", append.subList(0, batches / 2), LANES);
    post("append", append, LANES);
    send("PUT", "clear_tables", "{\"tableNames\":[\"t\"]}".getBytes(StandardCharsets.UTF_8));
    send(
        "PUT",
        "add_primary_key_indexes",
        "{\"indexes\":{\"t\":[[\"id\"]]}}".getBytes(StandardCharsets.UTF_8));
    List<byte[]> insert = bodies.dedup(batches, 0);
    post("dedup insert", insert, 1);
    List<byte[]> update = bodies.dedup(batches, 1);
    post("dedup update", update, 1);
  }

  /** Bodies of a deduplicated stream go one after the other, as they do from a connector. */
  private void post(String name, List<byte[]> bodies, int lanes) throws Exception {
    AtomicInteger next = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(lanes);
    long start = System.nanoTime();
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < lanes; i++) {
      running.add(
          threads.submit(
              () -> {
                for (int j = next.getAndIncrement();
                    j < bodies.size();
                    j = next.getAndIncrement()) {
                  send("POST", "import_airbyte_records", bodies.get(j));
                }
                return bodies;
              }));
    }
    await(running);
    threads.shutdown();
    print(name, bodies, (System.nanoTime() - start) / 1e9);
  }

  private static void await(List<Future<?>> running)
      throws InterruptedException, ExecutionException {
    for (Future<?> lane : running) {
      lane.get();
    }
  }

  private static void print(String name, List<byte[]> bodies, double seconds) {
    double megabytes = bodies.stream().mapToLong(body -> body.length).sum() / 1e6;
    System.out.printf(
        "  %-13s %,9.0f documents/s %8.1f MB/s%n",
        name, (double) bodies.size() * BATCH / seconds, megabytes / seconds);
  }

  private void send(String method, String endpoint, byte[] body) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create(url + "/api/streaming_import/" + endpoint).toURL().openConnection();
    connection.setRequestMethod(method);
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(body.length);
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setRequestProperty("Authorization", "Convex " + key);
    connection.getOutputStream().write(body);
    if (connection.getResponseCode() != 200) {
      throw new IOException("the stub answered " + connection.getResponseCode());
    }
    connection.getInputStream().readAllBytes();
  }
}
