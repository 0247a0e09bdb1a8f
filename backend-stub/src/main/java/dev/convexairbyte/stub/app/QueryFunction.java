package dev.convexairbyte.stub.app;

import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;

/** Reads the database as of one moment; called again with the same arguments it gives the same. */
@FunctionalInterface
public interface QueryFunction {

  /**
   * The function's value; {@code null} of Convex is {@link ConvexValue.NullValue}.
   *
   * @throws Exception whatever makes it fail; a {@link ConvexError} carries data to the client
   */
  ConvexValue run(QueryCtx ctx, ObjectValue args) throws Exception;
}
