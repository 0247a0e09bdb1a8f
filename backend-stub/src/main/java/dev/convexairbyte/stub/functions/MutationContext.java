package dev.convexairbyte.stub.functions;

import dev.convexairbyte.stub.app.Auth;
import dev.convexairbyte.stub.app.Console;
import dev.convexairbyte.stub.app.DatabaseWriter;
import dev.convexairbyte.stub.app.MutationCtx;
import dev.convexairbyte.stub.app.Scheduler;
import dev.convexairbyte.stub.app.StorageWriter;
import dev.convexairbyte.stub.application.ApplicationTables;
import dev.convexairbyte.stub.database.Transaction;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;

/** A mutation's view of its transaction. */
final class MutationContext implements MutationCtx {

  private final Run run;
  private final Transaction transaction;
  private final Invocations invocations;
  private final DatabaseWriter db;

  MutationContext(Run run, Transaction transaction, Invocations invocations) {
    this.run = run;
    this.transaction = transaction;
    this.invocations = invocations;
    this.db = new ApplicationTables(transaction, run::requireOwnThread);
  }

  @Override
  public DatabaseWriter db() {
    return db;
  }

  @Override
  public Auth auth() {
    return run.auth();
  }

  @Override
  public StorageWriter storage() {
    run.requireOwnThread();
    return invocations.services().storageOfMutation(transaction);
  }

  @Override
  public Scheduler scheduler() {
    run.requireOwnThread();
    return invocations.services().schedulerOfMutation(transaction);
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

  @Override
  public ConvexValue runMutation(String path, ObjectValue args) {
    run.requireOwnThread();
    return invocations.called().mutation(run, transaction, path, args);
  }
}
