package dev.convexairbyte.stub.database;

/** Others committed what a transaction had read; nothing of it was written. To be tried again. */
public final class ConflictException extends RuntimeException {

  ConflictException() {
    super("Others have written what the transaction depends on.");
  }
}
