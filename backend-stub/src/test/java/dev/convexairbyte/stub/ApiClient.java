package dev.convexairbyte.stub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/**
 * Talks to a stub as any HTTP client would, with the stub's own key unless told otherwise, and
 * holds every response against the {@link Contract} unless told otherwise.
 */
public final class ApiClient {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI url;
  private final String authorization;
  private final boolean checked;

  private ApiClient(URI url, String authorization, boolean checked) {
    this.url = url;
    this.authorization = authorization;
    this.checked = checked;
  }

  public static ApiClient of(StubBackend stub) {
    return new ApiClient(stub.url(), "Convex " + stub.adminKey(), true);
  }

  /** For a stub that runs as a process of its own. */
  public static ApiClient of(URI url, String adminKey) {
    return new ApiClient(url, "Convex " + adminKey, true);
  }

  /** The same, with another Authorization header; none if it is empty. */
  public ApiClient withAuthorization(String header) {
    return new ApiClient(url, header, checked);
  }

  /** The same, but any response will do: for faults, which answer what a deployment would not. */
  public ApiClient withoutContract() {
    return new ApiClient(url, authorization, false);
  }

  /** A response. */
  public record Answer(int status, String contentType, String body) {

    public JsonNode json() {
      return parse(body);
    }

    public String code() {
      return json().path("code").asText();
    }

    /** Status and code in one, for assertions. */
    public String error() {
      return status + " " + code();
    }
  }

  public Answer get(String pathAndQuery) {
    return send(request(pathAndQuery).GET());
  }

  public Answer get(String path, String body) {
    return send(json(path).method("GET", BodyPublishers.ofString(body)));
  }

  public Answer post(String path, String body) {
    return send(json(path).POST(BodyPublishers.ofString(body)));
  }

  public Answer put(String path, String body) {
    return send(json(path).PUT(BodyPublishers.ofString(body)));
  }

  public Answer send(String method, String path, String header, String value) {
    return send(request(path).header(header, value).method(method, BodyPublishers.noBody()));
  }

  public Answer postAs(String contentType, String path, String body) {
    return send(
        request(path).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder json(String path) {
    return request(path).header("Content-Type", "application/json");
  }

  private HttpRequest.Builder request(String pathAndQuery) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + pathAndQuery));
    return authorization.isEmpty() ? request : request.header("Authorization", authorization);
  }

  private Answer send(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    try {
      HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
      Answer answer =
          new Answer(
              response.statusCode(),
              response.headers().firstValue("Content-Type").orElse(""),
              response.body());
      if (checked) {
        Contract.OF_THE_SPEC.check(request.method(), request.uri().getPath(), answer);
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A document, with single quotes for double ones. */
  public static ObjectNode document(String json) {
    return (ObjectNode) parse(json.replace('\'', '"'));
  }

  public static String encode(String queryValue) {
    return URLEncoder.encode(queryValue, StandardCharsets.UTF_8);
  }
}
