package dev.convexairbyte.stub.app;

import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;

/** Reads and writes the database in one serializable transaction: all of it or nothing. */
@FunctionalInterface
public interface MutationFunction {

  /**
   * The function's value; {@code null} of Convex is {@link ConvexValue.NullValue}.
   *
   * @throws Exception whatever makes it fail; a {@link ConvexError} carries data to the client
   */
  ConvexValue run(MutationCtx ctx, ObjectValue args) throws Exception;
}
