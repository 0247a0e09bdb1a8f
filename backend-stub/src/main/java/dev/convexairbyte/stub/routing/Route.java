package dev.convexairbyte.stub.routing;

/**
 * A registered action.
 *
 * @param path a prefix has {@code *} behind it
 */
public record Route(String path, String method, HttpAction handler) {

  static Route ofPrefix(String prefix, String method, HttpAction handler) {
    return new Route(prefix + "*", method, handler);
  }
}
