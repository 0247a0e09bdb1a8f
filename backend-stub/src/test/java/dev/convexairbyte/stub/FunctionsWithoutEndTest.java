package dev.convexairbyte.stub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.ApiClient.Answer;
import dev.convexairbyte.stub.app.Values;
import dev.convexairbyte.stub.registration.AppDefinition;
import dev.convexairbyte.stub.routing.HttpRouter;
import dev.convexairbyte.stub.routing.Response;
import dev.convexairbyte.values.ConvexValue;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client sees of functions that never return, and of no interrupt take notice. */
@Timeout(60)
class FunctionsWithoutEndTest {

  private volatile boolean spinning = true;

  private final StubBackend stub =
      StubBackend.start(
          StubSettings.builder()
              .app(this::define)
              .functionTimeout(Duration.ofMillis(200))
              .requestTimeout(Duration.ofSeconds(2))
              .build());
  private final ApiClient client = ApiClient.of(stub).withAuthorization("");

  private void define(AppDefinition app) {
    app.query("spin:query", (ctx, args) -> spin());
    app.action("spin:action", (ctx, args) -> spin());
    app.mutation("rows:add", (ctx, args) -> Values.of(ctx.db().insert("rows", args)));
    HttpRouter http = new HttpRouter();
    http.route("GET", "/spin", (ctx, request) -> Response.json(spin()));
    app.http(http);
  }

  private ConvexValue spin() {
    while (spinning) {
      Thread.onSpinWait();
    }
    return Values.NULL;
  }

  @AfterEach
  void stop() {
    spinning = false;
    stub.close();
  }

  @Test
  void failAQueryAndLeaveTheDeploymentToOthers() {
    Answer failed = client.post("/api/query", "{\"path\":\"spin:query\",\"args\":{}}");

    assertThat(failed.json().get("errorMessage").asText())
        .matches(
            "(?s)\\[Request ID: [0-9a-f]{16}] Server Error\nThe function did not return within 0.2 seconds .*");
    assertThat(client.post("/api/mutation", "{\"path\":\"rows:add\",\"args\":{}}").status())
        .isEqualTo(200);
    assertThat(stub.documents("rows")).hasSize(1);
  }

  @Test
  void answerAnActionWithAnEmpty408() {
    Answer late = client.post("/api/action", "{\"path\":\"spin:action\",\"args\":{}}");

    assertThat(late.status()).isEqualTo(408);
    assertThat(late.body()).isEmpty();
  }

  @Test
  void answerAnHttpActionWithAnEmpty408() throws IOException {
    assertThat(ActionSite.ask(stub.siteUrl(), ActionSite.request("GET", "/spin")))
        .startsWith("HTTP/1.1 408")
        .endsWith("\r\n\r\n");
  }
}
