package dev.convexairbyte.stub;

/** A way for the next request to fail. */
public enum Fault {
  /** Nothing is done; the client sees a 503 with a JSON error that going on later may cure. */
  SERVICE_UNAVAILABLE,
  /** Nothing is done; the client sees a 429 with a JSON error and no Retry-After header. */
  TOO_MANY_REQUESTS,
  /** Nothing is done; the client sees the backend's opaque 500. */
  INTERNAL_SERVER_ERROR,
  /** Nothing is done; the client sees a 408 with an empty body. */
  REQUEST_TIMEOUT,
  /** The request is carried out; the client sees the connection close instead of a response. */
  DISCONNECT_BEFORE_RESPONSE,
  /**
   * The request is carried out; the client sees the right status and headers, half of the body and
   * then the connection close. A body that is empty anyway arrives whole.
   */
  DISCONNECT_DURING_BODY,
  /** Nothing is done; the client sees the 403 of a plan without streaming export. */
  STREAMING_EXPORT_NOT_ENABLED
}
