package dev.convexairbyte.destination.mapping;

import dev.convexairbyte.cdk.failure.ConnectorException;

/** A record that Convex could not store, found before anything of it was sent. */
public final class RefusedRecordException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ConnectorException failure;

  RefusedRecordException(ConnectorException failure) {
    super(failure.getMessage());
    this.failure = failure;
  }

  /** What ends the write, unless such records are skipped. */
  public ConnectorException failure() {
    return failure;
  }
}
