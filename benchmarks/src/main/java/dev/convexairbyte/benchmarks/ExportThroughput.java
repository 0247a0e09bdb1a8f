package dev.convexairbyte.benchmarks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.StubBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * How fast one client gets documents of 1 KB out of a stub in another process through
 * list_snapshot, beside a plain copy of as many bytes from memory to a socket. Arguments:
 * documents, rounds.
 */
public final class ExportThroughput {

  private static final int TEXT = 640;

  private ExportThroughput() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length > 0 && args[0].equals("client")) {
      SnapshotClient.measure(args);
      return;
    }
    int documents = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    String rounds = args.length > 1 ? args[1] : "8";
    try (StubBackend stub = StubBackend.start();
        PlainServer plain = PlainServer.start()) {
      fill(stub, documents);
      Process client =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "-XX:+UseSerialGC",
                      "-cp",
                      System.getProperty("java.class.path"),
                      ExportThroughput.class.getName(),
                      "client",
                      Integer.toString(stub.url().getPort()),
                      Integer.toString(plain.port()),
                      rounds))
              .inheritIO()
              .redirectInput(ProcessBuilder.Redirect.PIPE)
              .start();
      // Not as an argument, which every user of the machine could read.
      client.getOutputStream().write((stub.adminKey() + "\n").getBytes(StandardCharsets.US_ASCII));
      client.getOutputStream().close();
      System.exit(client.waitFor());
    }
  }

  private static void fill(StubBackend stub, int documents) {
    Random random = new Random(1);
    int left = documents;
    while (left > 0) {
      int batch = Math.min(1000, left);
      stub.transact(
          writes -> {
            for (int i = 0; i < batch; i++) {
              writes.insert("documents", document(random));
            }
          });
      left -= batch;
    }
  }

  /** What an application stores: short and long text, numbers, flags, a list, an object. */
  private static ObjectNode document(Random random) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document
        .put("name", text(random, 16))
        .put("email", text(random, 12) + "@example.com")
        .put("age", random.nextInt(100))
        .put("balance", random.nextInt(10_000_000) / 100.0)
        .put("score", random.nextDouble())
        .put("active", random.nextBoolean())
        .put("note", text(random, TEXT));
    document.putArray("tags").add(text(random, 6)).add(text(random, 8)).add(text(random, 5));
    document.putObject("address").put("street", text(random, 20)).put("zip", text(random, 5));
    return document;
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(i % 7 == 6 ? ' ' : (char) ('a' + random.nextInt(26)));
    }
    return text.toString();
  }
}
