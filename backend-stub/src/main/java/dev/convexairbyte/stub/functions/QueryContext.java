package dev.convexairbyte.stub.functions;

import dev.convexairbyte.stub.app.Auth;
import dev.convexairbyte.stub.app.Console;
import dev.convexairbyte.stub.app.DatabaseReader;
import dev.convexairbyte.stub.app.QueryCtx;
import dev.convexairbyte.stub.app.StorageReader;
import dev.convexairbyte.stub.application.ApplicationTables;
import dev.convexairbyte.stub.database.Transaction;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;

/** A query's view of its transaction. */
final class QueryContext implements QueryCtx {

  private final Run run;
  private final Transaction transaction;
  private final Invocations invocations;
  private final DatabaseReader db;

  QueryContext(Run run, Transaction transaction, Invocations invocations) {
    this.run = run;
    this.transaction = transaction;
    this.invocations = invocations;
    this.db = new ApplicationTables(transaction, run::requireOwnThread);
  }

  @Override
  public DatabaseReader db() {
    return db;
  }

  @Override
  public Auth auth() {
    return run.auth();
  }

  @Override
  public StorageReader storage() {
    run.requireOwnThread();
    return invocations.services().storageOfQuery(transaction);
  }

  @Override
  public Console console() {
    return run.console();
  }

  @Override
  public ConvexValue runQuery(String path, ObjectValue args) {
    run.requireOwnThread();
    return invocations.called().query(run, transaction, path, args);
  }
}
