package dev.convexairbyte.stub.registration;

import dev.convexairbyte.stub.app.ActionFunction;
import dev.convexairbyte.stub.app.MutationFunction;
import dev.convexairbyte.stub.app.QueryFunction;
import dev.convexairbyte.stub.routing.HttpRouter;

/**
 * Where an application registers what it has. Functions have paths such as {@code messages:list},
 * {@code dir/module:fn} or {@code module} for {@code module:default}. Every method throws
 * RegistrationException where the path is none or is taken.
 */
public interface AppDefinition {

  /** A query that every client may call. */
  void query(String path, QueryFunction function);

  /** A query that only functions and holders of a deploy key may call. */
  void internalQuery(String path, QueryFunction function);

  /** A mutation that every client may call. */
  void mutation(String path, MutationFunction function);

  /** A mutation that only functions and holders of a deploy key may call. */
  void internalMutation(String path, MutationFunction function);

  /** An action that every client may call. */
  void action(String path, ActionFunction function);

  /** An action that only functions and holders of a deploy key may call. */
  void internalAction(String path, ActionFunction function);

  /**
   * The routes of the site, what {@code convex/http.ts} exports; without it HTTP actions are not
   * enabled. An application has one router.
   */
  void http(HttpRouter router);
}
