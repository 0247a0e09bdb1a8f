package dev.convexairbyte.destination.mapping;

/** A field that cannot be sent as it is; both parts go into one sentence and hold no value. */
final class UnwritableFieldException extends RuntimeException {

  private final String reason;
  private final String remedy;

  UnwritableFieldException(String reason, String remedy) {
    super(reason);
    this.reason = reason;
    this.remedy = remedy;
  }

  String reason() {
    return reason;
  }

  String remedy() {
    return remedy;
  }
}
