package dev.convexairbyte.stub.app;

import dev.convexairbyte.values.ConvexValue;

/**
 * An application's error, whose data reach the client. Mirrors
 * npm-packages/convex/src/values/errors.ts.
 */
public final class ConvexError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ConvexValue data;

  public ConvexError(ConvexValue data) {
    super("ConvexError");
    this.data = data;
  }

  public ConvexValue data() {
    return data;
  }
}
