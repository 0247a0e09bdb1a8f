package dev.convexairbyte.stub.registration;

import dev.convexairbyte.stub.app.ActionFunction;
import dev.convexairbyte.stub.app.MutationFunction;
import dev.convexairbyte.stub.app.QueryFunction;
import dev.convexairbyte.stub.app.Signature;
import dev.convexairbyte.stub.routing.HttpRouter;

/**
 * Where an application registers what it has. Functions have paths such as {@code messages:list},
 * {@code dir/module:fn} or {@code module} for {@code module:default}. Every method throws
 * RegistrationException where the path is none or is taken.
 */
public interface AppDefinition {

  /** A query that every client may call. */
  default void query(String path, QueryFunction function) {
    query(path, Signature.ANY, function);
  }

  /** A query that every client may call, with these arguments and to this value only. */
  void query(String path, Signature signature, QueryFunction function);

  /** A query that only functions and holders of a deploy key may call. */
  default void internalQuery(String path, QueryFunction function) {
    internalQuery(path, Signature.ANY, function);
  }

  /** The same, with these arguments and to this value only. */
  void internalQuery(String path, Signature signature, QueryFunction function);

  /** A mutation that every client may call. */
  default void mutation(String path, MutationFunction function) {
    mutation(path, Signature.ANY, function);
  }

  /** A mutation that every client may call, with these arguments and to this value only. */
  void mutation(String path, Signature signature, MutationFunction function);

  /** A mutation that only functions and holders of a deploy key may call. */
  default void internalMutation(String path, MutationFunction function) {
    internalMutation(path, Signature.ANY, function);
  }

  /** The same, with these arguments and to this value only. */
  void internalMutation(String path, Signature signature, MutationFunction function);

  /** An action that every client may call. */
  default void action(String path, ActionFunction function) {
    action(path, Signature.ANY, function);
  }

  /** An action that every client may call, with these arguments and to this value only. */
  void action(String path, Signature signature, ActionFunction function);

  /** An action that only functions and holders of a deploy key may call. */
  default void internalAction(String path, ActionFunction function) {
    internalAction(path, Signature.ANY, function);
  }

  /** The same, with these arguments and to this value only. */
  void internalAction(String path, Signature signature, ActionFunction function);

  /**
   * The schema, what {@code convex/schema.ts} exports, as the JSON that its {@code export()} gives;
   * one that the deployment is told otherwise takes its place. An application has one schema.
   * Throws IllegalArgumentException where it is none.
   */
  void schema(String json);

  /**
   * The routes of the site, what {@code convex/http.ts} exports; without it HTTP actions are not
   * enabled. An application has one router.
   */
  void http(HttpRouter router);
}
