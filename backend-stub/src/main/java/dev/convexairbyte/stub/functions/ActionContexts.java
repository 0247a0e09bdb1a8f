package dev.convexairbyte.stub.functions;

import dev.convexairbyte.stub.app.ActionCtx;
import dev.convexairbyte.stub.authentication.Caller;

/** Makes what actions and HTTP actions work with. */
@FunctionalInterface
public interface ActionContexts {

  /** For one run on behalf of a caller. */
  ActionCtx of(Caller caller);
}
