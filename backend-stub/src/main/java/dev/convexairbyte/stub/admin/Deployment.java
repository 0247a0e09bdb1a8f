package dev.convexairbyte.stub.admin;

import java.util.function.Consumer;

/** What the admin routes need of the deployment behind them. */
@FunctionalInterface
public interface Deployment {

  /**
   * Commits all that the work writes in one transaction, or nothing if it throws, and returns the
   * timestamp of the newest commit.
   */
  long transact(Consumer<DeploymentWrites> work);
}
