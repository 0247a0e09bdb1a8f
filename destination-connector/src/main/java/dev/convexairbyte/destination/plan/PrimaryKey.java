package dev.convexairbyte.destination.plan;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.values.Identifiers;
import dev.convexairbyte.values.InvalidIdentifierException;
import java.util.HashSet;
import java.util.List;

/**
 * The key of a stream that is written with one: its paths as the records have them, and the same
 * paths as the backend stores them.
 */
public record PrimaryKey(List<List<String>> paths, List<List<String>> storedPaths) {

  /**
   * An index has at most 16 fields, and the backend appends {@code _creationTime}
   * (get-convex/convex-backend, crates/common/src/index).
   */
  private static final int MAX_PATHS = 15;

  /**
   * Renames and checks the key of a stream.
   *
   * @throws ConnectorException naming stream and rule, if the backend could not index it
   */
  static PrimaryKey of(StreamDescriptor stream, List<List<String>> paths) {
    if (paths.isEmpty()) {
      throw Refusal.of(stream, "it has no primary key", "choose one in the connection's settings");
    }
    if (paths.size() > MAX_PATHS) {
      throw Refusal.of(
          stream,
          "its primary key has " + paths.size() + " fields and Convex indexes " + MAX_PATHS,
          "choose a smaller primary key");
    }
    List<List<String>> storedPaths = paths.stream().map(path -> stored(stream, path)).toList();
    if (new HashSet<>(storedPaths).size() < storedPaths.size()) {
      throw Refusal.of(
          stream,
          "its primary key names one field twice, in the names that Convex stores",
          "choose different fields");
    }
    return new PrimaryKey(List.copyOf(paths), storedPaths);
  }

  private static List<String> stored(StreamDescriptor stream, List<String> path) {
    if (path.isEmpty()) {
      throw Refusal.of(stream, "a field of its primary key has no name", "choose a named field");
    }
    List<String> storedPath = path.stream().map(name -> stored(stream, path, name)).toList();
    if (CdcFields.isDropped(storedPath.get(0))) {
      throw Refusal.of(
          stream,
          "Convex drops the key field " + dotted(path) + " from every record",
          "choose another primary key");
    }
    return storedPath;
  }

  private static String stored(StreamDescriptor stream, List<String> path, String name) {
    String stored;
    try {
      stored = Identifiers.fieldName(name);
    } catch (InvalidIdentifierException e) {
      throw notIndexable(stream, path);
    }
    if (!Identifiers.isIdentifier(stored) || Identifiers.isSystem(stored)) {
      throw notIndexable(stream, path);
    }
    return stored;
  }

  private static ConnectorException notIndexable(StreamDescriptor stream, List<String> path) {
    return Refusal.of(
        stream,
        "Convex cannot index the key field "
            + dotted(path)
            + ", whose name is not a letter followed by at most 63 letters, digits and underscores",
        "choose another primary key or rename the field at the source");
  }

  /** A path for messages to people. */
  public static String dotted(List<String> path) {
    return String.join(".", path);
  }
}
