package dev.convexairbyte.stub;

import dev.convexairbyte.stub.app.Scheduler;
import dev.convexairbyte.stub.app.StorageActionWriter;
import dev.convexairbyte.stub.app.StorageReader;
import dev.convexairbyte.stub.app.StorageWriter;
import dev.convexairbyte.stub.database.Transaction;
import dev.convexairbyte.stub.files.FileUrls;
import dev.convexairbyte.stub.files.FilesOfAction;
import dev.convexairbyte.stub.files.FilesOfTransaction;
import dev.convexairbyte.stub.files.StoredFiles;
import dev.convexairbyte.stub.functions.NoServices;
import dev.convexairbyte.stub.functions.Services;

/** What the functions of a deployment reach beside its tables. */
record DeploymentServices(StoredFiles files, FileUrls urls) implements Services {

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
    return new NoServices().schedulerOfMutation(transaction);
  }

  @Override
  public Scheduler schedulerOfAction() {
    return new NoServices().schedulerOfAction();
  }
}
