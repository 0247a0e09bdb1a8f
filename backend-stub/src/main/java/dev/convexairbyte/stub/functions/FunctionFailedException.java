package dev.convexairbyte.stub.functions;

import java.util.concurrent.Callable;

/** What a function threw, on its way through those that called it. */
final class FunctionFailedException extends RuntimeException {

  private final Throwable thrown;

  private FunctionFailedException(Throwable thrown) {
    super(thrown.getMessage(), thrown);
    this.thrown = thrown;
  }

  static FunctionFailedException of(Throwable thrown) {
    return thrown instanceof FunctionFailedException already
        ? already
        : new FunctionFailedException(thrown);
  }

  /** Has something done, and what it throws wrapped where that is checked. */
  static <T> T unchecked(Callable<T> work) {
    try {
      return work.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw of(e);
    } catch (Exception e) {
      throw of(e);
    }
  }

  Throwable thrown() {
    return thrown;
  }

  /** As whoever is around all functions gets it. */
  Exception asThrown() {
    return thrown instanceof Exception exception ? exception : forCaller();
  }

  /** As another function gets it, which may catch what is not checked as it was thrown. */
  RuntimeException forCaller() {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException unchecked ? unchecked : this;
  }
}
