package dev.convexairbyte.stub.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The cases that the router of the npm package made, and its routes in Java. */
final class RouterOracle {

  private static final String UNDEFINED = "__undefined__";

  /** One action a name, so that they can be told apart. */
  private final Map<String, HttpAction> actions = new HashMap<>();

  static JsonNode cases() {
    try (InputStream in =
        RouterOracle.class.getResourceAsStream("/spec/oracles/router-oracle.json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RouteSpec spec(JsonNode route) {
    RouteSpec spec = RouteSpec.of();
    spec = with(spec, route, "path", spec::path);
    spec = with(spec, route, "pathPrefix", spec::pathPrefix);
    spec = with(spec, route, "method", spec::method);
    JsonNode handler = route.path("handler");
    return handler.isMissingNode() || handler.isNull() ? spec : spec.handler(action(name(handler)));
  }

  private static RouteSpec with(
      RouteSpec spec, JsonNode route, String key, Function<@Nullable String, RouteSpec> setter) {
    JsonNode value = route.path(key);
    if (value.isMissingNode()) {
      return spec;
    }
    return setter.apply(value.asText().equals(UNDEFINED) ? null : value.textValue());
  }

  /** What is no action of the npm package has no name there. */
  private static String name(JsonNode handler) {
    return handler.asText().matches("\\w+") ? handler.asText() : "null";
  }

  HttpAction action(String name) {
    return actions.computeIfAbsent(name, each -> (ctx, request) -> Response.text(each));
  }

  /** A route as the oracle writes it. */
  List<String> shown(Route route) {
    return List.of(route.path(), route.method(), name(route.handler()));
  }

  String name(HttpAction action) {
    return actions.entrySet().stream()
        .filter(entry -> entry.getValue() == action)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}
