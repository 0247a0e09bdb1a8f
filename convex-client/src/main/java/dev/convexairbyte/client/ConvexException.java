package dev.convexairbyte.client;

import org.jspecify.annotations.Nullable;

/**
 * A request that did not do what was asked. The message is one sentence for the operator, without
 * payload, header or key.
 */
public final class ConvexException extends RuntimeException {

  /** What can be done about it. */
  public enum Kind {
    /** Wrong as asked: key, permission, plan, URL, state. The same request will fail again. */
    REFUSED,
    /** May pass: network, 408, 429, 5xx. */
    PASSING,
    /** An answer that no deployment should give. */
    UNEXPECTED
  }

  private final Kind kind;
  private final int status;
  private final @Nullable String code;

  ConvexException(
      Kind kind, int status, @Nullable String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.status = status;
    this.code = code;
  }

  public Kind kind() {
    return kind;
  }

  /** The HTTP status, 0 where no answer came. */
  public int status() {
    return status;
  }

  /** The code of the error body, such as InvalidWindowToReadDocuments. */
  public @Nullable String code() {
    return code;
  }
}
