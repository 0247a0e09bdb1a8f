package dev.convexairbyte.stub.functions;

import dev.convexairbyte.stub.app.Scheduler;
import dev.convexairbyte.stub.app.StorageActionWriter;
import dev.convexairbyte.stub.app.StorageReader;
import dev.convexairbyte.stub.app.StorageWriter;
import dev.convexairbyte.stub.database.Transaction;

/** What functions reach beside the tables: stored files and the scheduler. */
public interface Services {

  /** Files as a query's transaction sees them. */
  StorageReader storageOfQuery(Transaction transaction);

  /** Files as a mutation's transaction sees and changes them. */
  StorageWriter storageOfMutation(Transaction transaction);

  /** Files for an action, each call a transaction of its own. */
  StorageActionWriter storageOfAction();

  /** Schedules if and only if the transaction commits. */
  Scheduler schedulerOfMutation(Transaction transaction);

  /** Schedules at once. */
  Scheduler schedulerOfAction();
}
