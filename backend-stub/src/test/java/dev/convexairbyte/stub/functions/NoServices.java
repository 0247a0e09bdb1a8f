package dev.convexairbyte.stub.functions;

import dev.convexairbyte.stub.app.Scheduler;
import dev.convexairbyte.stub.app.StorageActionWriter;
import dev.convexairbyte.stub.app.StorageReader;
import dev.convexairbyte.stub.app.StorageWriter;
import dev.convexairbyte.stub.database.Transaction;

/** A deployment without stored files and scheduler: asking for one throws. */
public final class NoServices implements Services {

  @Override
  public StorageReader storageOfQuery(Transaction transaction) {
    throw missing("files");
  }

  @Override
  public StorageWriter storageOfMutation(Transaction transaction) {
    throw missing("files");
  }

  @Override
  public StorageActionWriter storageOfAction() {
    throw missing("files");
  }

  @Override
  public Scheduler schedulerOfMutation(Transaction transaction) {
    throw missing("the scheduler");
  }

  @Override
  public Scheduler schedulerOfAction() {
    throw missing("the scheduler");
  }

  private static UnsupportedOperationException missing(String what) {
    return new UnsupportedOperationException(
        "Tried to use %s but failed because this deployment has none; do without.".formatted(what));
  }
}
