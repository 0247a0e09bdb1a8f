package dev.convexairbyte.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A deployment that answers as it is told, also what the stub never answers. */
final class ScriptedDeployment implements AutoCloseable {

  static {
    // Read once in a JVM: without it every later request of the stub would wait 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /** An answer; headers of it may be empty. */
  record Answer(int status, String body, Map<String, String> headers) {

    static Answer of(String body) {
      return new Answer(200, body, Map.of());
    }

    static Answer error(int status, String code) {
      String body =
          code.isEmpty() ? "" : "{\"code\":\"%s\",\"message\":\"PRIVATE\"}".formatted(code);
      return new Answer(status, body, Map.of());
    }
  }

  private final HttpServer server;
  private final List<String> requests = new ArrayList<>();

  ScriptedDeployment() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  /** A deployment that has these tables, empty and without a log, until told otherwise. */
  static ScriptedDeployment with(String... tables) throws IOException {
    ScriptedDeployment deployment = new ScriptedDeployment();
    List<String> listed = new ArrayList<>();
    for (String table : tables) {
      listed.add("{\"name\":\"%s\",\"columns\":[\"_id\"]}".formatted(table));
    }
    return deployment.answering(
        "/api/get_table_column_names",
        body -> Answer.of("{\"byComponent\":{\"\":[" + String.join(",", listed) + "]}}"));
  }

  /** From the body of a request to its answer; called by one thread at a time. */
  ScriptedDeployment answering(String path, Function<String, Answer> answers) {
    server.createContext(path, exchange -> answer(exchange, answers));
    return this;
  }

  private synchronized void answer(HttpExchange exchange, Function<String, Answer> answers)
      throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(exchange.getRequestURI().getPath() + " " + body);
    Answer answer = answers.apply(body);
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** Path and body of every request to a path. */
  synchronized List<String> requestsTo(String path) {
    return requests.stream().filter(request -> request.startsWith(path + " ")).toList();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  SourceRun run() {
    return new SourceRun(url(), "a|0123456789abcdef", InstantSource.system());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
