package dev.convexairbyte.stub.schema;

/**
 * Where a value is none that its validator lets be.
 *
 * @param path from the document down; empty for the document itself
 * @param reason how the sentence goes on after the path
 */
record Mismatch(String path, String reason) {

  Mismatch under(String step) {
    return new Mismatch(step + path, reason);
  }

  String text() {
    return path.isEmpty() ? "the document " + reason : path + " " + reason;
  }
}
