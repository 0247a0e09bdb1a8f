package dev.convexairbyte.stub.functions;

import dev.convexairbyte.stub.database.ConflictException;
import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.database.Transaction;
import dev.convexairbyte.stub.database.TransactionLimits;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Runs mutations one after another, so that they hardly ever conflict. That is a courtesy only: the
 * database finds every conflict, so a mutation that has waited long enough for one that does not
 * end goes ahead of it.
 */
final class Mutations {

  /** The first attempt and as many more as the backend makes. */
  private static final int ATTEMPTS = 5;

  private final Database database;
  private final Duration patience;
  private final Semaphore turn = new Semaphore(1, true);

  /**
   * @param patience how long a mutation waits for those before it
   */
  Mutations(Database database, Duration patience) {
    this.database = database;
    this.patience = patience;
  }

  /**
   * Runs the work until it meets no conflict, and commits what it wrote; whatever it throws,
   * nothing is written. Throws OPTIMISTIC_CONCURRENCY_CONTROL_FAILURE where it never does.
   *
   * @param permission to commit, which throws where there is none
   */
  <T> T run(Runnable permission, Function<Transaction, T> work) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      boolean has = takeTurn();
      try {
        return database.attempt(TransactionLimits.BACKEND, permission, work);
      } catch (ConflictException e) {
        // What was written meanwhile is there to be read now.
      } finally {
        if (has) {
          turn.release();
        }
      }
    }
    throw new BackendException(BackendError.OPTIMISTIC_CONCURRENCY_CONTROL_FAILURE);
  }

  private boolean takeTurn() {
    try {
      return turn.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
