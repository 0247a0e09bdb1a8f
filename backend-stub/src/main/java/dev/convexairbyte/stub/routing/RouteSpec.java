package dev.convexairbyte.stub.routing;

import org.jspecify.annotations.Nullable;

/**
 * What {@link HttpRouter#route(RouteSpec)} is told: {@code
 * RouteSpec.of().path("/message").method("POST").handler(action)}. Anything may be missing, which
 * the router then refuses. Mirrors RouteSpec of npm-packages/convex/src/server/router.ts.
 */
public final class RouteSpec {

  private static final RouteSpec NOTHING = new RouteSpec(false, null, false, null, null, null);

  private final boolean hasPath;
  private final @Nullable String path;
  private final boolean hasPathPrefix;
  private final @Nullable String pathPrefix;
  private final @Nullable String method;
  private final @Nullable HttpAction handler;

  private RouteSpec(
      boolean hasPath,
      @Nullable String path,
      boolean hasPathPrefix,
      @Nullable String pathPrefix,
      @Nullable String method,
      @Nullable HttpAction handler) {
    this.hasPath = hasPath;
    this.path = path;
    this.hasPathPrefix = hasPathPrefix;
    this.pathPrefix = pathPrefix;
    this.method = method;
    this.handler = handler;
  }

  /** With nothing in it. */
  public static RouteSpec of() {
    return NOTHING;
  }

  /** For requests of exactly this path. */
  public RouteSpec path(@Nullable String exactPath) {
    return new RouteSpec(true, exactPath, hasPathPrefix, pathPrefix, method, handler);
  }

  /** For requests of all paths that begin so. */
  public RouteSpec pathPrefix(@Nullable String prefix) {
    return new RouteSpec(hasPath, path, true, prefix, method, handler);
  }

  /** One of {@link HttpRouter#ROUTABLE_HTTP_METHODS}. */
  public RouteSpec method(@Nullable String oneMethod) {
    return new RouteSpec(hasPath, path, hasPathPrefix, pathPrefix, oneMethod, handler);
  }

  /** What answers. */
  public RouteSpec handler(@Nullable HttpAction action) {
    return new RouteSpec(hasPath, path, hasPathPrefix, pathPrefix, method, action);
  }

  /** Whether a path was given, be it null. */
  boolean hasPath() {
    return hasPath;
  }

  @Nullable String path() {
    return path;
  }

  /** Whether a prefix was given, be it null. */
  boolean hasPathPrefix() {
    return hasPathPrefix;
  }

  @Nullable String pathPrefix() {
    return pathPrefix;
  }

  @Nullable String method() {
    return method;
  }

  @Nullable HttpAction handler() {
    return handler;
  }
}
