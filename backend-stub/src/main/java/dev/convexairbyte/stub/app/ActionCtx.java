package dev.convexairbyte.stub.app;

import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;

/** What an action or an HTTP action works with; it has no database of its own. */
public interface ActionCtx {

  /** Who calls. */
  Auth auth();

  /** Stored files. */
  StorageActionWriter storage();

  /** Functions to be run later. */
  Scheduler scheduler();

  /** Lines for {@code logLines} and the deployment's log. */
  Console console();

  /** Runs a query, public or internal, as of now. */
  ConvexValue runQuery(String path, ObjectValue args);

  /** Runs a mutation, public or internal, in a transaction of its own. */
  ConvexValue runMutation(String path, ObjectValue args);

  /** Runs an action, public or internal. */
  ConvexValue runAction(String path, ObjectValue args);
}
