package dev.convexairbyte.stub.app;

import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;

/** What a query works with. For the thread that runs it, until it returns. */
public interface QueryCtx {

  /** The tables of the root component. */
  DatabaseReader db();

  /** Who calls. */
  Auth auth();

  /** Stored files. */
  StorageReader storage();

  /** Lines that the caller gets back as {@code logLines}. */
  Console console();

  /** Runs another query, public or internal, as of the same moment. */
  ConvexValue runQuery(String path, ObjectValue args);
}
