package dev.convexairbyte.stub.httpactions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convexairbyte.stub.app.ConvexError;
import dev.convexairbyte.stub.app.UserIdentity;
import dev.convexairbyte.stub.authentication.Caller;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.http.Query;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.routing.HttpAction;
import dev.convexairbyte.stub.routing.HttpRouter;
import dev.convexairbyte.stub.routing.Response;
import dev.convexairbyte.values.ConvexValue.Int64Value;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ConvexValue.StringValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpActionsTest {

  private static final String FAILURE_CODE = "\\[Request ID: [0-9a-f]{16}] Server Error";

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final HttpRouter router = new HttpRouter();

  @Test
  void saysThatAnApplicationWithoutRoutesHasNone() throws Exception {
    HttpActions none =
        new HttpActions(
            Optional.empty(),
            authorization -> new Caller.Anonymous(),
            FakeContext::run,
            false,
            new Random(0));

    Response response = none.answer(request("GET", "/x", ""), "/x", LIMIT);

    assertThat(response.status()).isEqualTo(404);
    assertThat(response.headers().get("Content-Type")).hasValue("text/plain; charset=utf-8");
    assertThat(response.text())
        .isEqualTo("This Convex deployment does not have HTTP actions enabled.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST /x", "GET /X", "GET /x/", "GET /", "OPTIONS /x"})
  void saysTheSameOfEveryPathAndMethodWithoutRoute(String methodAndPath) throws Exception {
    router.route("GET", "/x", (ctx, request) -> Response.empty());

    Response response = answer(methodAndPath.split(" ", -1)[0], methodAndPath.split(" ", -1)[1]);

    assertThat(response.status()).isEqualTo(404);
    assertThat(response.headers().get("Content-Type")).hasValue("text/plain; charset=utf-8");
    assertThat(response.text()).isEqualTo("No matching routes found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "CONNECT", "PROPFIND", "get"})
  void refusesOtherMethodsBeforeItLooksForARoute(String method) throws Exception {
    Response response = answer(method, "/x");

    assertThat(response.status()).isEqualTo(405);
    assertThat(response.text()).isEmpty();
    assertThat(response.headers().get("Allow")).hasValue("GET,HEAD,POST,DELETE,PATCH,PUT,OPTIONS");
  }

  @Test
  void runsTheActionOfGetForHeadWhichStaysHead() throws Exception {
    router.route("GET", "/x", (ctx, request) -> Response.text(request.method()));

    assertThat(answer("HEAD", "/x").text()).isEqualTo("HEAD");
  }

  @Test
  void routesByTheEncodedPath() throws Exception {
    router.route("GET", "/café", (ctx, request) -> Response.text("never"));
    router.route("GET", "/caf%C3%A9", (ctx, request) -> Response.text("encoded"));

    assertThat(answer("GET", "/café").text()).isEqualTo("encoded");
    assertThat(answer("GET", "/b/../caf%C3%A9").text()).isEqualTo("encoded");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
  void dropsTheBodyOfMethodsThatHaveNone(String method) throws Exception {
    HttpAction echo = (ctx, request) -> Response.text("<" + request.text() + request.bodyUsed());
    router.route("GET", "/x", echo);
    router.route("OPTIONS", "/x", echo);

    assertThat(actions().answer(request(method, "/x", "body"), "/x", LIMIT).text())
        .isEqualTo("<false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
  void passesTheBodyOfAllOthers(String method) throws Exception {
    router.route(method, "/x", (ctx, request) -> Response.text(request.text()));

    assertThat(actions().answer(request(method, "/x", "body"), "/x", LIMIT).text())
        .isEqualTo("body");
  }

  @Test
  void answersAnActionThatThrowsWithIdMessageAndTrace() throws Exception {
    router.route(
        "GET",
        "/x",
        (ctx, request) -> {
          throw new IllegalStateException("no such author");
        });

    Response response = answer("GET", "/x");

    assertThat(response.status()).isEqualTo(500);
    assertThat(response.headers().get("Content-Type")).hasValue("application/json");
    JsonNode body = json(response);
    assertThat(body.fieldNames()).toIterable().containsExactly("code", "trace");
    assertThat(body.get("code").textValue())
        .matches(FAILURE_CODE + ": Uncaught Error: no such author");
    assertThat(body.get("trace").textValue())
        .startsWith("Uncaught Error: no such author\n    at ")
        .contains("HttpActionsTest")
        .endsWith("\n");
  }

  @Test
  void leavesItsOwnFramesOutOfTheTrace() throws Exception {
    router.route(
        "GET",
        "/x",
        (ctx, request) -> {
          Integer.parseInt("x");
          return Response.empty();
        });

    String trace = json(answer("GET", "/x")).get("trace").textValue();

    assertThat(trace)
        .contains("java.lang.Integer.parseInt(Integer.java:")
        .doesNotContain("HttpActions.run");
  }

  @Test
  void givesEveryFailureAnIdOfItsOwn() throws Exception {
    router.route(
        "GET",
        "/x",
        (ctx, request) -> {
          throw new IllegalStateException();
        });

    HttpActions actions = actions();
    String first =
        json(actions.answer(request("GET", "/x", ""), "/x", LIMIT)).get("code").textValue();
    String second =
        json(actions.answer(request("GET", "/x", ""), "/x", LIMIT)).get("code").textValue();

    assertThat(first)
        .matches(FAILURE_CODE + ": Uncaught Error: IllegalStateException")
        .isNotEqualTo(second);
  }

  @Test
  void sendsTheDataOfAConvexError() throws Exception {
    router.route(
        "GET",
        "/x",
        (ctx, request) -> {
          throw new ConvexError(
              new ObjectValue(Map.of("kind", new StringValue("full"), "n", new Int64Value(5))));
        });

    JsonNode body = json(answer("GET", "/x"));

    assertThat(body.fieldNames()).toIterable().containsExactly("code", "trace", "data");
    assertThat(body.get("code").textValue())
        .endsWith("Server Error: Uncaught ConvexError: {\"kind\":\"full\",\"n\":\"5\"}");
    assertThat(body.get("data").toString())
        .isEqualTo("{\"kind\":\"full\",\"n\":{\"$integer\":\"BQAAAAAAAAA=\"}}");
  }

  @Test
  void showsTheTextOfAConvexErrorPlainly() throws Exception {
    router.route(
        "GET",
        "/x",
        (ctx, request) -> {
          throw new ConvexError(new StringValue("full"));
        });

    JsonNode body = json(answer("GET", "/x"));

    assertThat(body.get("code").textValue()).endsWith("Uncaught ConvexError: full");
    assertThat(body.get("data").textValue()).isEqualTo("full");
  }

  @Test
  void survivesAnErrorOfTheJavaMachine() throws Exception {
    router.route("GET", "/x", HttpActionsTest::endless);

    Response response = answer("GET", "/x");

    assertThat(response.status()).isEqualTo(500);
    assertThat(json(response).get("code").textValue())
        .endsWith("Uncaught Error: StackOverflowError");
  }

  @SuppressWarnings("InfiniteRecursion")
  private static Response endless(
      dev.convexairbyte.stub.app.ActionCtx ctx, dev.convexairbyte.stub.routing.Request request) {
    return endless(ctx, request);
  }

  @Test
  @SuppressWarnings("NullAway")
  void refusesWhatIsNoResponse() throws Exception {
    router.route("GET", "/x", (ctx, request) -> null);

    Response response = answer("GET", "/x");

    assertThat(response.status()).isEqualTo(500);
    assertThat(json(response).get("code").textValue())
        .endsWith("Uncaught Error: HTTP actions must return a Response");
  }

  @Test
  void refusesAStatusThatIsNone() throws Exception {
    router.route("GET", "/x", (ctx, request) -> Response.text("x").withStatus(99));

    Response response = answer("GET", "/x");

    assertThat(response.status()).isEqualTo(500);
    assertThat(json(response).get("code").textValue()).contains("lies outside of 200 to 599");
  }

  @Test
  void addsNoCorsHeaders() {
    router.route("GET", "/x", (ctx, request) -> Response.empty());
    Request request =
        new Request(
            "GET",
            "/x",
            Query.parse(null),
            Map.of("host", List.of("site"), "origin", List.of("https://example.com")),
            new byte[0],
            0);

    assertThat(actions().answer(request, "/x", LIMIT).headers().all()).isEmpty();
  }

  @Test
  void letsTheActionRunWhateverTheAuthorizationHeaderIs() throws Exception {
    router.route("GET", "/free", (ctx, request) -> Response.text("ran"));
    router.route(
        "GET",
        "/user",
        (ctx, request) ->
            Response.text(
                ctx.auth().getUserIdentity().map(UserIdentity::subject).orElse("nobody")));

    assertThat(answer("GET", "/free", "Basic abc").text()).isEqualTo("ran");
    assertThat(answer("GET", "/user", null).text()).isEqualTo("nobody");
    assertThat(answer("GET", "/user", "Bearer ada").text()).isEqualTo("ada");
    assertThat(answer("GET", "/user", "Basic abc").status()).isEqualTo(500);
  }

  @Test
  void refusesABodyOfMoreThan20MebibytesOnlyWhereAnActionWouldGetIt() throws Exception {
    router.route("POST", "/x", (ctx, request) -> Response.text("ran"));
    router.route("GET", "/x", (ctx, request) -> Response.text("ran"));
    byte[] kept = new byte[1];
    long size = Request.MAX_KEPT_BODY + 1L;

    Response refused = actions().answer(request("POST", kept, size), "/x", LIMIT);

    assertThat(refused.status()).isEqualTo(413);
    assertThat(refused.status() + " " + json(refused).get("code").textValue())
        .isEqualTo("413 RequestTooLarge");
    assertThat(actions().answer(request("GET", kept, size), "/x", LIMIT).text()).isEqualTo("ran");
    assertThat(actions().answer(request("POST", kept, size - 1), "/x", LIMIT).text())
        .isEqualTo("ran");
    assertThat(actions().answer(request("POST", kept, size), "/y", LIMIT).status()).isEqualTo(404);
  }

  @Test
  void answersARequestWithoutHostLikeTheBackendWith500() throws Exception {
    Request request = new Request("GET", "/x", Query.parse(null), Map.of(), new byte[0], 0);

    Response response = actions().answer(request, "/x", LIMIT);

    assertThat(response.status()).isEqualTo(500);
    assertThat(json(response).get("code").textValue()).isEqualTo("InternalServerError");
  }

  private Response answer(String method, String target) {
    return actions().answer(request(method, target, ""), target, LIMIT);
  }

  private Response answer(String method, String target, @Nullable String authorization) {
    Map<String, List<String>> headers =
        authorization == null
            ? Map.of("host", List.of("site"))
            : Map.of("host", List.of("site"), "authorization", List.of(authorization));
    return actions()
        .answer(
            new Request(method, target, Query.parse(null), headers, new byte[0], 0), target, LIMIT);
  }

  private static Request request(String method, String path, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new Request(
        method, path, Query.parse(null), Map.of("host", List.of("site")), bytes, bytes.length);
  }

  private static Request request(String method, byte[] kept, long size) {
    return new Request(
        method, "/x", Query.parse(null), Map.of("host", List.of("site")), kept, size);
  }

  private HttpActions actions() {
    return new HttpActions(
        Optional.of(router), HttpActionsTest::caller, FakeContext::run, false, new Random(0));
  }

  private static Caller caller(@Nullable String authorization) {
    if (authorization == null) {
      return new Caller.Anonymous();
    }
    if (authorization.startsWith("Bearer ")) {
      String subject = authorization.substring("Bearer ".length());
      return new Caller.User(
          new UserIdentity("issuer|" + subject, subject, "issuer", new ObjectValue(Map.of())));
    }
    return new Caller.Unknown(new BackendException(BackendError.INVALID_ADMIN_KEY));
  }

  private static JsonNode json(Response response) throws Exception {
    return new ObjectMapper().readTree(response.text());
  }
}
