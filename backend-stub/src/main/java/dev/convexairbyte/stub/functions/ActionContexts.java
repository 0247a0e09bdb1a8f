package dev.convexairbyte.stub.functions;

import dev.convexairbyte.stub.app.ActionCtx;
import dev.convexairbyte.stub.authentication.Caller;
import java.time.Duration;

/** Gives HTTP actions what they work with. */
@FunctionalInterface
public interface ActionContexts {

  /** Works with a context. */
  @FunctionalInterface
  interface Work<T> {
    T with(ActionCtx ctx) throws Exception;
  }

  /**
   * Has the work done on behalf of a caller and gives what it gives; the context may be used
   * afterwards too.
   *
   * @param name of what is done, for the deployment's log
   * @param limit after which the work is given up, and the context is of no use any more
   */
  <T> T run(String name, Caller caller, Duration limit, Work<T> work) throws Exception;
}
