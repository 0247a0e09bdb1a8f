package dev.convexairbyte.stub.schema;

/**
 * Where a value is none that its validator lets be.
 *
 * @param path from the whole value down; empty for the whole itself
 * @param reason how the sentence goes on after the path
 */
record Mismatch(String path, String reason) {

  Mismatch under(String step) {
    return new Mismatch(step + path, reason);
  }

  String text(String whole) {
    return (path.isEmpty() ? whole : path) + " " + reason;
  }
}
