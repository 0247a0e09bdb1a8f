package dev.convexairbyte.cdk.failure;

import dev.convexairbyte.cdk.message.FailureType;
import org.jspecify.annotations.Nullable;

/**
 * A failure that its reader can act on. The message is one sentence, "Tried to … but failed because
 * …; do …", without payload, header or key; it is what the operator sees.
 */
public final class ConnectorException extends RuntimeException {

  private final FailureType failureType;
  private final String sentence;

  private ConnectorException(FailureType failureType, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.failureType = failureType;
    this.sentence = message;
  }

  /** The operator has to change something: config, catalog, state, permission. */
  public static ConnectorException config(String message) {
    return new ConnectorException(FailureType.CONFIG_ERROR, message, null);
  }

  /** As {@link #config(String)}, with what was thrown below it. */
  public static ConnectorException config(String message, Throwable cause) {
    return new ConnectorException(FailureType.CONFIG_ERROR, message, cause);
  }

  /** It may pass: the same call can succeed later. */
  public static ConnectorException transientFault(String message) {
    return new ConnectorException(FailureType.TRANSIENT_ERROR, message, null);
  }

  /** As {@link #transientFault(String)}, with what was thrown below it. */
  public static ConnectorException transientFault(String message, Throwable cause) {
    return new ConnectorException(FailureType.TRANSIENT_ERROR, message, cause);
  }

  /** Neither the operator nor time will cure it. */
  public static ConnectorException system(String message) {
    return new ConnectorException(FailureType.SYSTEM_ERROR, message, null);
  }

  /** As {@link #system(String)}, with what was thrown below it. */
  public static ConnectorException system(String message, Throwable cause) {
    return new ConnectorException(FailureType.SYSTEM_ERROR, message, cause);
  }

  public FailureType failureType() {
    return failureType;
  }

  /** The message, which is never null here. */
  public String sentence() {
    return sentence;
  }
}
