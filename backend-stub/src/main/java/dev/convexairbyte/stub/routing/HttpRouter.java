package dev.convexairbyte.stub.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Which HTTP action answers which path and method. Mirrors HttpRouter of
 * npm-packages/convex/src/server/router.ts.
 */
public final class HttpRouter {

  /** The methods that a route may have; HEAD runs the route of GET. */
  public static final List<String> ROUTABLE_HTTP_METHODS =
      List.of("GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");

  private static final String RESERVED = "/.files";

  /** By path, then method. */
  private final NavigableMap<String, NavigableMap<String, HttpAction>> exact =
      new ConcurrentSkipListMap<>();

  /** By method, then prefix: the order in which {@link #getRoutes} shows them. */
  private final NavigableMap<String, NavigableMap<String, HttpAction>> prefixes =
      new ConcurrentSkipListMap<>();

  /**
   * Registers an action for one method and exactly one path; throws as {@link #route(RouteSpec)}.
   */
  public void route(String method, String path, HttpAction handler) {
    route(RouteSpec.of().path(path).method(method).handler(handler));
  }

  /**
   * Registers an action for one method and all paths that begin so; throws as {@link
   * #route(RouteSpec)}.
   */
  public void routePrefix(String method, String pathPrefix, HttpAction handler) {
    route(RouteSpec.of().pathPrefix(pathPrefix).method(method).handler(handler));
  }

  /**
   * Registers an action. Throws IllegalArgumentException with the sentence of the real router, and
   * NullPointerException where a path or prefix is given as null; the router is then as before.
   */
  public void route(RouteSpec spec) {
    HttpAction handler = spec.handler();
    if (handler == null) {
      throw new IllegalArgumentException("route requires handler");
    }
    String method = routable(spec.method());
    if (spec.hasPath()) {
      if (spec.hasPathPrefix()) {
        throw new IllegalArgumentException(
            "Invalid httpRouter route: cannot contain both 'path' and 'pathPrefix'");
      }
      addExact(Objects.requireNonNull(spec.path(), "path"), method, handler);
      return;
    }
    if (!spec.hasPathPrefix()) {
      throw new IllegalArgumentException(
          "Invalid httpRouter route entry: must contain either field 'path' or 'pathPrefix'");
    }
    addPrefix(Objects.requireNonNull(spec.pathPrefix(), "pathPrefix"), method, handler);
  }

  private static String routable(@Nullable String method) {
    if (method == null || method.isEmpty()) {
      throw new IllegalArgumentException("route requires method");
    }
    if (!ROUTABLE_HTTP_METHODS.contains(method)) {
      throw new IllegalArgumentException(
          "'%s' is not an allowed HTTP method (like GET, POST, PUT etc.)".formatted(method));
    }
    return method;
  }

  private void addExact(String path, String method, HttpAction handler) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("path '%s' does not start with a /".formatted(path));
    }
    if (path.startsWith(RESERVED + "/") || path.equals(RESERVED)) {
      throw new IllegalArgumentException("path '%s' is reserved".formatted(path));
    }
    if (!add(exact, path, method, handler)) {
      throw new IllegalArgumentException(
          "Path '%s' for method %s already in use".formatted(path, method));
    }
  }

  private void addPrefix(String prefix, String method, HttpAction handler) {
    if (!prefix.startsWith("/")) {
      throw new IllegalArgumentException(
          "pathPrefix '%s' does not start with a /".formatted(prefix));
    }
    if (!prefix.endsWith("/")) {
      throw new IllegalArgumentException("pathPrefix %s must end with a /".formatted(prefix));
    }
    if (prefix.startsWith(RESERVED + "/")) {
      throw new IllegalArgumentException("pathPrefix '%s' is reserved".formatted(prefix));
    }
    if (!add(prefixes, method, prefix, handler)) {
      throw new IllegalArgumentException(
          "%s pathPrefix %s is already defined".formatted(method, prefix));
    }
  }

  private static boolean add(
      Map<String, NavigableMap<String, HttpAction>> routes,
      String first,
      String second,
      HttpAction handler) {
    return routes
            .computeIfAbsent(first, key -> new ConcurrentSkipListMap<>())
            .putIfAbsent(second, handler)
        == null;
  }

  /** All routes: exact ones by path and method, then prefixes by method and prefix. */
  public List<Route> getRoutes() {
    List<Route> routes = new ArrayList<>();
    exact.forEach(
        (path, methods) ->
            methods.forEach((method, handler) -> routes.add(new Route(path, method, handler))));
    prefixes.forEach(
        (method, handlers) ->
            handlers.forEach(
                (prefix, handler) -> routes.add(Route.ofPrefix(prefix, method, handler))));
    return routes;
  }

  /**
   * The route of a request: the one of exactly this path, or else of the longest prefix.
   *
   * @param path as it stands in the URL, not decoded
   * @param method in upper case; HEAD finds the route of GET
   */
  public Optional<Route> lookup(String path, String method) {
    String routed = method.equals("HEAD") ? "GET" : method;
    HttpAction handler = below(path, exact).get(routed);
    if (handler != null) {
      return Optional.of(new Route(path, routed, handler));
    }
    return below(routed, prefixes).entrySet().stream()
        .filter(route -> path.startsWith(route.getKey()))
        .max(Comparator.comparingInt(route -> route.getKey().length()))
        .map(route -> Route.ofPrefix(route.getKey(), routed, route.getValue()));
  }

  private static Map<String, HttpAction> below(
      String first, Map<String, NavigableMap<String, HttpAction>> routes) {
    Map<String, HttpAction> found = routes.get(first);
    return found == null ? Map.of() : found;
  }
}
