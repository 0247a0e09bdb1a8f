package dev.convexairbyte.benchmarks;

import dev.convexairbyte.stub.authentication.TokenVerifier;
import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.http.AccessKeys;
import dev.convexairbyte.stub.http.AdminKey;
import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Endpoint;
import dev.convexairbyte.stub.http.Query;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.importing.AddPrimaryKeyIndexes;
import dev.convexairbyte.stub.importing.Backfill;
import dev.convexairbyte.stub.importing.ClearTables;
import dev.convexairbyte.stub.importing.ImportAirbyteRecords;
import dev.convexairbyte.stub.log.InMemoryDocumentLog;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The same as {@link ImportThroughput} on one thread and without HTTP: what the endpoint itself
 * takes. Arguments: documents a case (default 200000).
 */
public final class ImportWithoutHttp {

  private static final int BATCH = 1000;

  private final Database database =
      new Database(new InMemoryDocumentLog(), Clock.systemUTC(), new Random(1));
  private final Authenticator authenticator =
      new Authenticator(
          new AccessKeys(new AdminKey("name|secret")),
          true,
          new TokenVerifier(List.of(), place -> new byte[0], Clock.systemUTC()));
  private final Backfill backfill = new Backfill(0, Duration.ZERO, Clock.systemUTC());

  private ImportWithoutHttp() {}

  public static void main(String[] arguments) {
    int batches = (arguments.length == 0 ? 200_000 : Integer.parseInt(arguments[0])) / BATCH;
    for (int bytes : new int[] {300, 1000}) {
      System.out.println("documents of about " + bytes + " bytes, without HTTP");
      new ImportWithoutHttp().run(new ImportBodies(bytes, BATCH), batches);
    }
  }

  private void run(ImportBodies bodies, int batches) {
    Endpoint records = new ImportAirbyteRecords(database, authenticator, backfill);
    List<byte[]> append = bodies.append(batches);
    post("warm-up", records, append.subList(0, batches / 2));
    post("append", records, append);
    send(
        new ClearTables(database, authenticator, backfill),
        "{\"tableNames\":[\"t\"]}".getBytes(StandardCharsets.UTF_8));
    send(
        new AddPrimaryKeyIndexes(database, authenticator, backfill),
        "{\"indexes\":{\"t\":[[\"id\"]]}}".getBytes(StandardCharsets.UTF_8));
    post("dedup insert", records, bodies.dedup(batches, 0));
    post("dedup update", records, bodies.dedup(batches, 1));
  }

  private static void post(String name, Endpoint endpoint, List<byte[]> bodies) {
    Duration cpu = cpu();
    long start = System.nanoTime();
    bodies.forEach(body -> send(endpoint, body));
    double seconds = (System.nanoTime() - start) / 1e9;
    double megabytes = bodies.stream().mapToLong(body -> body.length).sum() / 1e6;
    double documents = (double) bodies.size() * BATCH;
    System.out.printf(
        "  %-13s %,9.0f documents/s %8.1f MB/s %6.1f us of CPU a document%n",
        name,
        documents / seconds,
        megabytes / seconds,
        cpu().minus(cpu).toNanos() / 1e3 / documents);
  }

  /** Of all threads, garbage collection too: it says more than the clock on a busy machine. */
  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static void send(Endpoint endpoint, byte[] body) {
    String method = endpoint.methods().iterator().next();
    Map<String, List<String>> headers =
        Map.of(
            "authorization",
            List.of("Convex name|secret"),
            "content-type",
            List.of("application/json"));
    endpoint.answer(
        new Request(method, endpoint.path(), Query.parse(null), headers, body, body.length));
  }
}
