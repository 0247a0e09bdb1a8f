package dev.convexairbyte.stub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.app.UserIdentity;
import dev.convexairbyte.stub.app.Values;
import dev.convexairbyte.stub.authentication.TestIssuer;
import dev.convexairbyte.stub.registration.AppDefinition;
import dev.convexairbyte.stub.routing.HttpAction;
import dev.convexairbyte.stub.routing.HttpRouter;
import dev.convexairbyte.stub.routing.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsersTest {

  private static final String CLAIMS =
      "{\"iss\":\"%s\",\"sub\":\"ada\",\"name\":\"Ada\",\"iat\":1000,\"exp\":2000}"
          .formatted(TestIssuer.ISSUER);
  private static final String CALL = "{\"path\":\"users:me\",\"args\":{}}";

  private final SettableClock clock = new SettableClock(Instant.ofEpochSecond(1500));
  private StubBackend stub;
  private ApiClient client;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    Path keys = directory.resolve("keys.json");
    Files.write(keys, TestIssuer.jwks());
    stub =
        StubBackend.start(
            StubSettings.builder()
                .app(UsersTest::define)
                .authConfig(TestIssuer.config(keys.toUri()))
                .clock(clock)
                .build());
    client = ApiClient.of(stub);
  }

  private static void define(AppDefinition app) {
    app.query(
        "users:me",
        (ctx, args) -> Values.of(ctx.auth().getUserIdentity().map(UserIdentity::attributes)));
    HttpRouter router = new HttpRouter();
    HttpAction me =
        (ctx, request) ->
            Response.text(ctx.auth().getUserIdentity().map(UserIdentity::subject).orElse("nobody"));
    router.route("GET", "/me", me);
    app.http(router);
  }

  @AfterEach
  void stop() {
    stub.close();
  }

  private ApiClient bearing(String token) {
    return client.withAuthorization("Bearer " + token);
  }

  @Test
  void tellsAFunctionWhoCalls() {
    ApiClient.Answer answer = bearing(TestIssuer.token(CLAIMS)).post("/api/query", CALL);

    assertThat(answer.json().path("value").path("subject").asText()).isEqualTo("ada");
    assertThat(answer.json().path("value").path("name").asText()).isEqualTo("Ada");
    assertThat(answer.json().path("value").path("tokenIdentifier").asText())
        .isEqualTo(TestIssuer.ISSUER + "|ada");
  }

  @Test
  void tellsAFunctionThatNobodyOrAHolderOfAKeyCalls() {
    assertThat(client.withAuthorization("").post("/api/query", CALL).body())
        .contains("\"value\":null");
    assertThat(client.post("/api/query", CALL).body()).contains("\"value\":null");
  }

  @Test
  void letsAHolderOfAKeyActAsAUser() {
    String user = "{\"subject\":\"bob\",\"issuer\":\"https://x\",\"givenName\":\"Bob\"}";
    String acting = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));

    ApiClient.Answer answer =
        client
            .withAuthorization("Convex " + stub.adminKey() + ":" + acting)
            .post("/api/query", CALL);

    assertThat(answer.json().path("value").path("tokenIdentifier").asText())
        .isEqualTo("https://x|bob");
    assertThat(answer.json().path("value").path("givenName").asText()).isEqualTo("Bob");
  }

  @Test
  void refusesABadTokenBeforeAnyFunctionRuns() {
    String token = TestIssuer.token(CLAIMS);
    clock.advance(java.time.Duration.ofSeconds(506));

    assertThat(bearing(token).post("/api/query", CALL).error()).isEqualTo("401 InvalidAuthHeader");
    assertThat(bearing("e30.eyJpc3MiOiJhIn0.").post("/api/query", CALL).error())
        .isEqualTo("401 NoAuthProvider");
  }

  @Test
  void keepsUsersFromWhatNeedsAKey() {
    ApiClient user = bearing(TestIssuer.token(CLAIMS));

    assertThat(user.get("/api/list_snapshot").error()).isEqualTo("403 BadDeployKey");
    assertThat(user.post("/api/function", CALL).error()).isEqualTo("403 BadDeployKey");
    assertThat(user.get("/_stub/requests").error()).isEqualTo("403 BadDeployKey");
  }

  @ParameterizedTest
  @CsvSource({"'',200,nobody", "Basic abcdefg,500,", "Bearer nothing,500,", "good,200,ada"})
  void runsAnHttpActionAndThrowsOnlyWhenItAsksForAnUnknownUser(
      String header, int status, String body) {
    String authorization = header.equals("good") ? "Bearer " + TestIssuer.token(CLAIMS) : header;
    ApiClient site = client.withoutContract().withAuthorization(authorization);

    ApiClient.Answer answer = site.get("/http/me");

    assertThat(answer.status()).isEqualTo(status);
    if (body != null) {
      assertThat(answer.body()).isEqualTo(body);
    }
  }

  @Test
  void trustsNobodyUnlessTold() {
    try (StubBackend other = StubBackend.start()) {
      assertThat(
              ApiClient.of(other)
                  .withAuthorization("Bearer " + TestIssuer.token(CLAIMS))
                  .post("/api/query", CALL)
                  .error())
          .isEqualTo("401 NoAuthProvider");
    }
  }
}
