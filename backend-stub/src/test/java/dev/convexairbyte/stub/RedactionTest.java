package dev.convexairbyte.stub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.ApiClient.Answer;
import dev.convexairbyte.stub.app.ConvexError;
import dev.convexairbyte.stub.app.Values;
import dev.convexairbyte.stub.registration.AppDefinition;
import dev.convexairbyte.stub.routing.HttpRouter;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What clients of a production deployment are not told, and its log is. */
class RedactionTest {

  private static final String ID = "\\[Request ID: [0-9a-f]{16}] Server Error";

  private final List<String> log = new CopyOnWriteArrayList<>();
  private final StubBackend stub =
      StubBackend.start(
          StubSettings.builder()
              .app(RedactionTest::define)
              .redactLogsToClient(true)
              .logListener(log::add)
              .build());
  private final ApiClient client = ApiClient.of(stub).withAuthorization("");

  private static void define(AppDefinition app) {
    app.query(
        "q:fine",
        (ctx, args) -> {
          ctx.console().log("a secret");
          return Values.NULL;
        });
    app.query(
        "q:fail",
        (ctx, args) -> {
          ctx.console().log("a secret");
          throw new IllegalStateException("a secret");
        });
    app.query(
        "q:data",
        (ctx, args) -> {
          throw new ConvexError(Values.of("taken"));
        });
    HttpRouter http = new HttpRouter();
    http.route(
        "GET",
        "/fail",
        (ctx, request) -> {
          ctx.console().warn("a secret");
          throw new IllegalStateException("a secret");
        });
    http.routePrefix(
        "GET",
        "/data/",
        (ctx, request) -> {
          throw new ConvexError(Values.of("taken"));
        });
    app.http(http);
  }

  @AfterEach
  void stop() {
    stub.close();
  }

  private Answer query(String path) {
    return client.post("/api/query", "{\"path\":\"%s\",\"args\":{}}".formatted(path));
  }

  @Test
  void tellsNeitherReasonsNorLogLines() {
    assertThat(query("q:fine").body()).isEqualTo("{\"status\":\"success\",\"value\":null}");
    assertThat(query("q:fail").body())
        .matches("\\{\"status\":\"error\",\"errorMessage\":\"" + ID + "\"}");
    assertThat(
            client
                .post("/api/query_batch", "{\"queries\":[{\"path\":\"q:fail\",\"args\":{}}]}")
                .body())
        .doesNotContain("secret");
    assertThat(log)
        .hasSize(5)
        .startsWith("q:fine [LOG] 'a secret'", "q:fail [LOG] 'a secret'")
        .allMatch(line -> line.contains("secret"));
  }

  @Test
  void hidesNoDataOfAnApplicationsError() {
    assertThat(query("q:data").body())
        .matches(
            "\\{\"status\":\"error\",\"errorMessage\":\"" + ID + "\",\"errorData\":\"taken\"}");
  }

  @Test
  void holdsForHttpActionsToo() throws IOException {
    String failed = ActionSite.ask(stub.siteUrl(), ActionSite.request("GET", "/fail"));
    String data = ActionSite.ask(stub.siteUrl(), ActionSite.request("GET", "/data/x"));

    assertThat(failed).containsPattern("\r\n\r\n\\{\"code\":\"" + ID + "\"}$");
    assertThat(data).containsPattern("\r\n\r\n\\{\"code\":\"" + ID + "\",\"data\":\"taken\"}$");
    assertThat(log)
        .hasSize(3)
        .startsWith("GET /fail [WARN] 'a secret'")
        .anyMatch(line -> line.startsWith("GET /fail [ERROR] Uncaught Error: a secret\n    at "))
        .anyMatch(line -> line.startsWith("GET /data/* [ERROR] Uncaught ConvexError: taken"));
  }
}
