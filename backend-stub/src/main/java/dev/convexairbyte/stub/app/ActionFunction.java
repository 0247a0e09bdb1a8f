package dev.convexairbyte.stub.app;

import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;

/** Does anything, also outside the deployment; never run again by itself. */
@FunctionalInterface
public interface ActionFunction {

  /**
   * The function's value; {@code null} of Convex is {@link ConvexValue.NullValue}.
   *
   * @throws Exception whatever makes it fail; a {@link ConvexError} carries data to the client
   */
  ConvexValue run(ActionCtx ctx, ObjectValue args) throws Exception;
}
