package dev.convexairbyte.stub;

import static dev.convexairbyte.stub.ActionSite.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.app.ActionCtx;
import dev.convexairbyte.stub.routing.Headers;
import dev.convexairbyte.stub.routing.HttpRouter;
import dev.convexairbyte.stub.routing.Request;
import dev.convexairbyte.stub.routing.Response;
import dev.convexairbyte.stub.routing.Route;
import dev.convexairbyte.stub.routing.RouteSpec;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of Convex's documents (docs/seeds.md) that need no functions, in Java. */
@Timeout(60)
class SeedExamplesTest {

  private final HttpRouter http = new HttpRouter();
  private final ActionSite site = ActionSite.of(http);

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void matchesAPathExactly() throws IOException {
    http.route(
        RouteSpec.of()
            .path("/message")
            .method("POST")
            .handler(
                (ctx, request) ->
                    Response.json(Map.of("author", request.json().get("author").asText()))));

    assertThat(site.ask(request("POST", "/message", "{\"author\":\"User 123\"}")))
        .startsWith("HTTP/1.1 200")
        .endsWith("{\"author\":\"User 123\"}");
    assertThat(site.ask(request("POST", "/message/", "{}"))).startsWith("HTTP/1.1 404");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/profiles/", "/profiles/abc", "/profiles/a/b/c"})
  void matchesAllBelowAPrefix(String path) throws IOException {
    http.routePrefix("GET", "/profiles/", (ctx, request) -> Response.text(request.pathname()));

    assertThat(site.ask(request("GET", path))).endsWith("\r\n\r\n" + path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/profile", "/profiles", "/"})
  void matchesNothingBesideAPrefix(String path) throws IOException {
    http.routePrefix("GET", "/profiles/", (ctx, request) -> Response.empty());

    assertThat(site.ask(request("GET", path))).startsWith("HTTP/1.1 404");
  }

  @Test
  void looksUpARouteByPrefix() {
    http.routePrefix("GET", "/profile/", SeedExamplesTest::profile);

    Route found = http.lookup("/profile/abc", "GET").orElseThrow();

    assertThat(found.method() + " " + found.path()).isEqualTo("GET /profile/*");
  }

  @Test
  void takesTheRestOfThePath() throws IOException {
    http.routePrefix(
        "GET",
        "/getAuthorMessages/",
        (ctx, request) ->
            Response.json(
                Map.of("authorId", request.pathname().split("/getAuthorMessages/", -1)[1])));

    assertThat(site.ask(request("GET", "/getAuthorMessages/User+123")))
        .contains("content-type: application/json\r\n")
        .endsWith("{\"authorId\":\"User+123\"}");
  }

  @Test
  void takesAParameterOfTheQuery() throws IOException {
    http.route(
        "GET",
        "/getMessagesByAuthor",
        (ctx, request) -> Response.text(request.searchParam("author").orElse("")));

    assertThat(site.ask(request("GET", "/getMessagesByAuthor?author=User+123")))
        .endsWith("\r\n\r\nUser 123");
  }

  @Test
  void routesMethodsOfOnePathApart() throws IOException {
    http.route("GET", "/api/resource", (ctx, request) -> Response.json(Map.of("data", "...")));
    http.route("POST", "/api/resource", (ctx, request) -> Response.empty(201));
    http.route("DELETE", "/api/resource", (ctx, request) -> Response.empty(204));

    assertThat(site.ask(request("GET", "/api/resource"))).endsWith("{\"data\":\"...\"}");
    assertThat(site.ask(request("POST", "/api/resource", "{}"))).startsWith("HTTP/1.1 201");
    assertThat(site.ask(request("DELETE", "/api/resource"))).startsWith("HTTP/1.1 204");
    assertThat(site.ask(request("PUT", "/api/resource"))).startsWith("HTTP/1.1 404");
  }

  @Test
  void answersPreflightsByARouteOfItsOwn() throws IOException {
    http.routePrefix("OPTIONS", "/", SeedExamplesTest::preflight);
    http.route(
        "GET",
        "/api/data",
        (ctx, request) ->
            Response.json(Map.of("message", "Hello"))
                .withHeader("Access-Control-Allow-Origin", "https://example.com"));

    assertThat(
            site.ask(
                "OPTIONS /api/data HTTP/1.1\r\nHost: site\r\nOrigin: https://example.com\r\nAccess-Control-Request-Method: GET\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200")
        .contains("access-control-allow-origin: https://example.com\r\n")
        .contains("access-control-max-age: 86400\r\n");
    assertThat(site.ask(request("OPTIONS", "/api/data")))
        .contains("allow: GET, POST, PUT, DELETE, OPTIONS\r\n")
        .doesNotContain("access-control");
    assertThat(site.ask(request("GET", "/api/data")))
        .contains("access-control-allow-origin: https://example.com\r\n");
  }

  private static Response preflight(ActionCtx ctx, Request request) {
    Headers headers = request.headers();
    if (headers.has("Origin") && headers.has("Access-Control-Request-Method")) {
      return Response.empty()
          .withHeaders(
              Map.of(
                  "Access-Control-Allow-Origin", "https://example.com",
                  "Access-Control-Allow-Methods", "GET, POST, PUT, DELETE, OPTIONS",
                  "Access-Control-Allow-Headers", "Content-Type, Authorization",
                  "Access-Control-Max-Age", "86400"));
    }
    return Response.empty().withHeader("Allow", "GET, POST, PUT, DELETE, OPTIONS");
  }

  @Test
  void takesHandlersFromOtherClasses() throws IOException {
    http.route("GET", "/profile", SeedExamplesTest::profile);

    assertThat(site.ask(request("GET", "/profile"))).endsWith("\r\n\r\nprofile");
  }

  private static Response profile(ActionCtx ctx, Request request) {
    return Response.text("profile");
  }

  @Test
  void answersWithTextAStatusOrARedirect() throws IOException {
    http.route("GET", "/hello", (ctx, request) -> Response.text("Hello world"));
    http.route("GET", "/none", (ctx, request) -> Response.empty(404));
    http.route(
        "GET",
        "/moved",
        (ctx, request) -> Response.empty(301).withHeader("Location", "https://example.com"));

    assertThat(site.ask(request("GET", "/hello")))
        .startsWith("HTTP/1.1 200")
        .endsWith("Hello world");
    assertThat(site.ask(request("GET", "/none")))
        .startsWith("HTTP/1.1 404")
        .doesNotContain("No matching routes found");
    assertThat(site.ask(request("GET", "/moved")))
        .startsWith("HTTP/1.1 301")
        .contains("location: https://example.com\r\n");
  }
}
