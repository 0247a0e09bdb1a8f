package dev.convexairbyte.stub.functions;

import dev.convexairbyte.stub.authentication.Caller;
import dev.convexairbyte.values.ConvexValue.ObjectValue;

/**
 * A call that comes from outside of all functions.
 *
 * @param caller on whose behalf functions run
 * @param internalToo whether internal functions may be called
 */
public record Call(FunctionPath path, ObjectValue args, Caller caller, boolean internalToo) {}
