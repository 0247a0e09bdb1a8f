package dev.convexairbyte.stub.functions;

import dev.convexairbyte.stub.app.ActionCtx;
import dev.convexairbyte.stub.app.Auth;
import dev.convexairbyte.stub.app.Console;
import dev.convexairbyte.stub.app.Scheduler;
import dev.convexairbyte.stub.app.StorageActionWriter;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;

/** What an action works with: every call is a transaction of its own. For any thread. */
final class ActionContext implements ActionCtx {

  private final Run run;
  private final Invocations invocations;

  ActionContext(Run run, Invocations invocations) {
    this.run = run;
    this.invocations = invocations;
  }

  @Override
  public Auth auth() {
    return run.auth();
  }

  @Override
  public StorageActionWriter storage() {
    run.requireRunning();
    return invocations.services().storageOfAction();
  }

  @Override
  public Scheduler scheduler() {
    run.requireRunning();
    return invocations.services().schedulerOfAction();
  }

  @Override
  public Console console() {
    return run.console();
  }

  @Override
  public ConvexValue runQuery(String path, ObjectValue args) {
    run.requireRunning();
    return invocations.called().query(run, path, args);
  }

  @Override
  public ConvexValue runMutation(String path, ObjectValue args) {
    run.requireRunning();
    return invocations.called().mutation(run, path, args);
  }

  @Override
  public ConvexValue runAction(String path, ObjectValue args) {
    run.requireRunning();
    return invocations.called().action(run, path, args);
  }
}
