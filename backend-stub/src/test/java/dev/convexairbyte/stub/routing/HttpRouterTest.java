package dev.convexairbyte.stub.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HttpRouterTest {

  /** Registrations that do not compile in Java: a number as a path, a list as a method. */
  private static final Set<String> RULED_OUT_BY_TYPES =
      Set.of("path-number", "method-array", "method-array-one");

  private static final JsonNode CASES = RouterOracle.cases();

  private final RouterOracle oracle = new RouterOracle();
  private final HttpRouter router = new HttpRouter();

  static Stream<String> registrations() {
    return CASES.get("registration").valueStream().map(each -> each.get("id").asText());
  }

  static Stream<JsonNode> lookups() {
    return CASES.get("lookups").valueStream();
  }

  @ParameterizedTest
  @MethodSource("registrations")
  void registersAndRefusesAsTheRealRouter(String id) {
    JsonNode registration =
        CASES
            .get("registration")
            .valueStream()
            .filter(each -> each.get("id").asText().equals(id))
            .findFirst()
            .orElseThrow();
    if (RULED_OUT_BY_TYPES.contains(id)) {
      assertThat(registration.has("error")).isTrue();
      return;
    }
    List<JsonNode> routes = registration.get("routes").valueStream().toList();
    routes.subList(0, routes.size() - 1).forEach(route -> router.route(oracle.spec(route)));
    RouteSpec last = oracle.spec(routes.get(routes.size() - 1));

    if (registration.has("ok")) {
      router.route(last);
    } else {
      assertRefused(last, registration.get("error"));
    }

    assertThat(routes()).isEqualTo(strings(registration.get("getRoutesAfter")));
  }

  private void assertRefused(RouteSpec spec, JsonNode error) {
    boolean typeError = error.get("class").asText().equals("TypeError");
    if (typeError) {
      assertThatThrownBy(() -> router.route(spec)).isInstanceOf(NullPointerException.class);
      return;
    }
    assertThatThrownBy(() -> router.route(spec))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(error.get("message").asText());
  }

  @ParameterizedTest
  @MethodSource("lookups")
  void findsTheRouteThatTheRealRouterFinds(JsonNode lookup) {
    CASES.get("lookupTable").forEach(route -> router.route(oracle.spec(route)));

    Optional<Route> found =
        router.lookup(lookup.get("path").asText(), lookup.get("method").asText());

    JsonNode expected = lookup.get("result");
    if (expected.isNull()) {
      assertThat(found).isEmpty();
      return;
    }
    Route route = found.orElseThrow();
    assertThat(List.of(oracle.name(route.handler()), route.method(), route.path()))
        .isEqualTo(texts(expected));
  }

  @Test
  void listsRoutesInTheOrderOfTheRealRouter() {
    CASES.get("getRoutesOrderInput").forEach(route -> router.route(oracle.spec(route)));

    assertThat(routes()).isEqualTo(strings(CASES.get("getRoutesOrder")));
  }

  @Test
  void holdsAllCasesOfTheOracle() {
    assertThat(registrations()).hasSize(CASES.at("/counts/registration").asInt()).hasSize(65);
    assertThat(lookups()).hasSize(CASES.at("/counts/lookups").asInt()).hasSize(70);
    assertThat(registrations()).containsAll(RULED_OUT_BY_TYPES);
  }

  @Test
  void allowsTheMethodsOfTheRealRouter() {
    assertThat(HttpRouter.ROUTABLE_HTTP_METHODS).isEqualTo(texts(CASES.get("methods")));
  }

  @Test
  void looksForAPrefixAtTheBeginningOnly() {
    router.routePrefix("GET", "/p/", oracle.action("prefix"));

    assertThat(router.lookup("/p/x", "GET")).isPresent();
    assertThat(router.lookup("/a/p/x", "GET")).isEmpty();
  }

  @Test
  void reservesNothingThatOnlyBeginsLikeWhatIsReserved() {
    router.route("GET", "/.filesx", oracle.action("path"));
    router.routePrefix("GET", "/.filesx/", oracle.action("prefix"));

    assertThat(routes())
        .containsExactly(
            List.of("/.filesx", "GET", "path"), List.of("/.filesx/*", "GET", "prefix"));
  }

  @Test
  void registersInOneLineToo() {
    router.route("POST", "/message", oracle.action("post"));
    router.routePrefix("GET", "/profiles/", oracle.action("profile"));

    assertThat(routes())
        .containsExactly(
            List.of("/message", "POST", "post"), List.of("/profiles/*", "GET", "profile"));
  }

  private List<List<String>> routes() {
    return router.getRoutes().stream().map(this::shown).toList();
  }

  private List<String> shown(Route route) {
    return oracle.shown(route);
  }

  private static List<List<String>> strings(JsonNode routes) {
    List<List<String>> strings = new ArrayList<>();
    routes.forEach(route -> strings.add(texts(route)));
    return strings;
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }
}
