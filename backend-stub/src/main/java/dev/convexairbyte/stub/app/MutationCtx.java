package dev.convexairbyte.stub.app;

import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;

/** What a mutation works with. For the thread that runs it, until it returns. */
public interface MutationCtx {

  /** The tables of the root component. */
  DatabaseWriter db();

  /** Who calls. */
  Auth auth();

  /** Stored files. */
  StorageWriter storage();

  /** Functions to be run later; scheduled if and only if the mutation commits. */
  Scheduler scheduler();

  /** Lines that the caller gets back as {@code logLines}. */
  Console console();

  /** Runs a query, public or internal, which sees what this transaction wrote. */
  ConvexValue runQuery(String path, ObjectValue args);

  /**
   * Runs another mutation within this transaction; if it throws, its own writes alone are undone.
   */
  ConvexValue runMutation(String path, ObjectValue args);
}
