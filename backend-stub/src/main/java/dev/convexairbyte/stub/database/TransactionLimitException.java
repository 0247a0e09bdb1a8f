package dev.convexairbyte.stub.database;

/** A transaction would do more than it may. The read or write that was refused did not happen. */
public final class TransactionLimitException extends RuntimeException {

  TransactionLimitException(long limit, String what) {
    super(
        "Tried to go on with a transaction but failed because it may %s; do it in several."
            .formatted(what.formatted(limit)));
  }
}
