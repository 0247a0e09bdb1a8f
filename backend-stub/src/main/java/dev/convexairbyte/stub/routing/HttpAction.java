package dev.convexairbyte.stub.routing;

import dev.convexairbyte.stub.app.ActionCtx;

/** Answers HTTP requests. */
@FunctionalInterface
public interface HttpAction {

  /**
   * The answer.
   *
   * @throws Exception whatever makes it fail, which the client sees as status 500
   */
  Response handle(ActionCtx ctx, Request request) throws Exception;
}
