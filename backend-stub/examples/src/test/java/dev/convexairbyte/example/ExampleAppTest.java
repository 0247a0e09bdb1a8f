package dev.convexairbyte.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.junit.StubExtension;
import dev.convexairbyte.stub.registration.ConvexApp;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExampleAppTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @RegisterExtension private final StubExtension extension = StubExtension.with(new ExampleApp());

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(extension.stub().siteUrl() + path))
            .method(method, BodyPublishers.ofString(body));
    return HTTP.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        BodyHandlers.ofString());
  }

  private void post(String author, String body) throws Exception {
    send(
        "POST",
        "/postMessage",
        "{ \"author\": \"%s\", \"body\": \"%s\" }".formatted(author, body),
        "content-type",
        "application/json");
  }

  @Test
  void isFoundByItsService() {
    assertThat(ServiceLoader.load(ConvexApp.class)).hasAtLeastOneElementOfType(ExampleApp.class);
  }

  @Test
  void keepsAPostedMessage(StubBackend stub) throws Exception {
    post("User 123", "Hello world");

    assertThat(stub.documents("messages"))
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.get("author").asText()).isEqualTo("User 123");
              assertThat(message.get("body").asText())
                  .isEqualTo("Sent via HTTP action: Hello world");
            });
  }

  @Test
  void matchesAPathExactly(StubBackend stub) throws Exception {
    String message = "{\"author\":\"Ada\",\"body\":\"Hi\"}";

    assertThat(send("POST", "/message", message).statusCode()).isEqualTo(200);
    assertThat(send("POST", "/message/", message).statusCode()).isEqualTo(404);
    assertThat(stub.documents("messages")).hasSize(1);
  }

  @Test
  void getsMessagesByAQueryParameterAndByWhatFollowsAPrefix() throws Exception {
    post("Ada", "first");
    post("Grace Hopper", "second");

    HttpResponse<String> byParameter = send("GET", "/getMessagesByAuthor?author=Ada", "");
    HttpResponse<String> byPrefix = send("GET", "/getAuthorMessages/Grace+Hopper", "");

    assertThat(byParameter.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(byParameter.body()).contains("first").doesNotContain("second");
    assertThat(byPrefix.body()).contains("second").doesNotContain("first");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,    /api/resource, 200",
    "POST,   /api/resource, 201",
    "DELETE, /api/resource, 204",
    "PUT,    /api/resource, 404",
    "PATCH,  /webhook,      200",
    "GET,    /old,          301"
  })
  void answersByMethod(String method, String path, int status) throws Exception {
    assertThat(send(method, path, "").statusCode()).isEqualTo(status);
  }

  @Test
  void answersPreflightsOfEveryPathAndOfOneInParticular() throws Exception {
    String[] preflight = {
      "Origin", "https://example.com",
      "Access-Control-Request-Method", "POST",
      "Access-Control-Request-Headers", "digest"
    };

    HttpResponse<String> ofAny = send("OPTIONS", "/anything", "", preflight);
    HttpResponse<String> ofImages = send("OPTIONS", "/sendImage", "", preflight);
    HttpResponse<String> plain = send("OPTIONS", "/anything", "");

    assertThat(ofAny.headers().firstValue("Access-Control-Allow-Methods"))
        .contains("GET, POST, PUT, DELETE, OPTIONS");
    assertThat(ofImages.headers().firstValue("Access-Control-Allow-Methods")).contains("POST");
    assertThat(plain.headers().firstValue("Allow")).contains("GET, POST, PUT, DELETE, OPTIONS");
    assertThat(plain.headers().firstValue("Access-Control-Allow-Methods")).isEmpty();
  }

  @Test
  void addsTheCorsHeaderToData() throws Exception {
    HttpResponse<String> data = send("GET", "/api/data", "");

    assertThat(data.body()).isEqualTo("{\"message\":\"Hello\"}");
    assertThat(data.headers().firstValue("Access-Control-Allow-Origin"))
        .contains("https://example.com");
  }

  @Test
  void asksWhoAnAnonymousCallerIs() throws Exception {
    assertThat(send("GET", "/myAction", "").statusCode()).isEqualTo(401);
  }

  @Test
  void givesAnUploadedFileBackWithItsType(StubBackend stub) throws Exception {
    HttpResponse<String> uploaded =
        send("POST", "/upload?author=ada", "a picture", "content-type", "image/png");

    assertThat(uploaded.statusCode()).as(uploaded.body()).isEqualTo(200);
    String storageId = uploaded.body().replaceAll(".*:\"|\"}", "");
    HttpResponse<String> downloaded = send("GET", "/download?storageId=" + storageId, "");
    assertThat(downloaded.body()).isEqualTo("a picture");
    assertThat(downloaded.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(stub.documents("files"))
        .singleElement()
        .satisfies(file -> assertThat(file.get("storageId").asText()).isEqualTo(storageId));
  }

  @Test
  void storesAnImageAndNamesItInAMessage(StubBackend stub) throws Exception {
    HttpResponse<String> sent =
        send("POST", "/sendImage?author=ada", "an image", "content-type", "image/gif");

    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
    assertThat(sent.headers().firstValue("Access-Control-Allow-Origin")).isPresent();
    assertThat(sent.headers().firstValue("Vary")).contains("origin");
    String storageId = stub.documents("_storage").get(0).get("_id").asText();
    assertThat(stub.documents("messages"))
        .singleElement()
        .satisfies(message -> assertThat(message.get("image").asText()).isEqualTo(storageId));
  }
}
