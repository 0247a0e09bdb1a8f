package dev.convexairbyte.stub.schema;

/** What was given is no schema; its message is the sentence for people. */
public final class InvalidSchemaException extends IllegalArgumentException {

  private final String reason;

  InvalidSchemaException(String reason) {
    super(
        "Tried to read a schema but failed because %s; give what defineSchema(…).export() gives."
            .formatted(reason));
    this.reason = reason;
  }

  /** What is wrong, as a part of a sentence. */
  public String reason() {
    return reason;
  }
}
