package dev.convexairbyte.testcontainers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The stub's own routes, below {@code /_stub/}. What a caller gives as text is sent as it is: the
 * stub reads it, and says what is wrong with it.
 *
 * @param url of the API, without a slash at the end
 */
record StubRoutes(URI url, String adminKey) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  List<String> insert(String table, List<String> documents) {
    String body =
        "{\"operations\":[{\"op\":\"insert\",\"table\":%s,\"documents\":[%s]}]}"
            .formatted(TextNode.valueOf(table), String.join(",", documents));
    JsonNode ids = call("POST", "/_stub/transactions", body).path("ids");
    return StreamSupport.stream(ids.spliterator(), false).map(JsonNode::asText).toList();
  }

  List<ObjectNode> documents(String table) {
    String name = URLEncoder.encode(table, StandardCharsets.UTF_8);
    return list("/_stub/documents?format=clean&table=" + name, "documents");
  }

  Set<String> tables() {
    Set<String> names = new TreeSet<>();
    for (ObjectNode table : list("/_stub/tables", "tables")) {
      if (table.path("component").asText().isEmpty()) {
        names.add(table.path("table").asText());
      }
    }
    return names;
  }

  void faults(List<String> rules) {
    call("PUT", "/_stub/faults", "{\"rules\":[%s]}".formatted(String.join(",", rules)));
  }

  List<ObjectNode> requests() {
    return list("/_stub/requests", "requests");
  }

  void reset() {
    call("POST", "/_stub/reset", null);
  }

  void address(URI seenFromOutside) {
    call("PUT", "/_stub/address", "{\"url\":\"%s\"}".formatted(seenFromOutside));
  }

  void advanceClock(String by) {
    call("POST", "/_stub/clock", "{\"advance\":\"%s\"}".formatted(by));
  }

  private List<ObjectNode> list(String route, String field) {
    JsonNode items = call("GET", route, null).path(field);
    return StreamSupport.stream(items.spliterator(), false).map(ObjectNode.class::cast).toList();
  }

  /** Throws IllegalStateException where the stub refuses, or is not there. */
  JsonNode call(String method, String route, @Nullable String body) {
    BodyPublisher publisher =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + route))
            .header("Authorization", "Convex " + adminKey)
            .header("Content-Type", "application/json")
            .timeout(Duration.ofMinutes(1))
            .method(method, publisher)
            .build();
    HttpResponse<String> response = send(request);
    JsonNode answer = json(response.body());
    if (response.statusCode() != 200) {
      throw new IllegalStateException(
          answer
              .path("message")
              .asText(failed(request, "it answered " + response.statusCode(), "look at its log")));
    }
    return answer;
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(
          failed(request, "it does not answer", "see whether it still runs"), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          failed(request, "the test was interrupted", "give it more time"), e);
    }
  }

  private static JsonNode json(String body) {
    try {
      return body.isEmpty() ? MissingNode.getInstance() : JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static String failed(HttpRequest request, String reason, String remedy) {
    return "Tried to use %s of the stub but failed because %s; %s."
        .formatted(request.uri().getPath(), reason, remedy);
  }
}
