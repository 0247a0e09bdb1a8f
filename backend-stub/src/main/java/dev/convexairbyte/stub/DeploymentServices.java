package dev.convexairbyte.stub;

import dev.convexairbyte.stub.app.Scheduler;
import dev.convexairbyte.stub.app.StorageActionWriter;
import dev.convexairbyte.stub.app.StorageReader;
import dev.convexairbyte.stub.app.StorageWriter;
import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.database.Transaction;
import dev.convexairbyte.stub.files.FileUrls;
import dev.convexairbyte.stub.files.FilesOfAction;
import dev.convexairbyte.stub.files.FilesOfTransaction;
import dev.convexairbyte.stub.files.StoredFiles;
import dev.convexairbyte.stub.functions.Registry;
import dev.convexairbyte.stub.functions.Services;
import dev.convexairbyte.stub.scheduling.ActionScheduler;
import dev.convexairbyte.stub.scheduling.TransactionScheduler;
import java.time.Clock;

/** What the functions of a deployment reach beside its tables. */
record DeploymentServices(
    Database database, Registry registry, Clock clock, StoredFiles files, FileUrls urls)
    implements Services {

  @Override
  public StorageReader storageOfQuery(Transaction transaction) {
    return new FilesOfTransaction(transaction, urls);
  }

  @Override
  public StorageWriter storageOfMutation(Transaction transaction) {
    return new FilesOfTransaction(transaction, urls);
  }

  @Override
  public StorageActionWriter storageOfAction() {
    return new FilesOfAction(files, urls);
  }

  @Override
  public Scheduler schedulerOfMutation(Transaction transaction) {
    return new TransactionScheduler(transaction, registry, clock);
  }

  @Override
  public Scheduler schedulerOfAction() {
    return new ActionScheduler(database, registry, clock);
  }
}
