package dev.convexairbyte.stub.tables;

import dev.convexairbyte.values.Identifiers;
import java.util.stream.Stream;

/** Paths of components: names with slashes between them, and the empty path of the root. */
public final class ComponentPath {

  private ComponentPath() {}

  /** Whether a component can have the path. */
  public static boolean isValid(String path) {
    return path.isEmpty() || Stream.of(path.split("/", -1)).allMatch(Identifiers::isIdentifier);
  }

  /** Whether the path is that of the component or of one within it, which is not the root. */
  public static boolean isWithin(String path, String component) {
    return path.equals(component) || path.startsWith(component + "/");
  }
}
