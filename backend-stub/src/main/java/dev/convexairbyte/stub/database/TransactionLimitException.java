package dev.convexairbyte.stub.database;

/** A transaction would do more than it may. The read or write that was refused did not happen. */
public final class TransactionLimitException extends RuntimeException {

  TransactionLimitException() {
    super("The transaction would break one of its limits.");
  }
}
