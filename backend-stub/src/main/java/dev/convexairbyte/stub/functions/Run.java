package dev.convexairbyte.stub.functions;

import dev.convexairbyte.stub.app.Auth;
import dev.convexairbyte.stub.app.Console;
import dev.convexairbyte.stub.authentication.Caller;

/**
 * One function at work. What it was given is its own only until it returns, and within a
 * transaction only for the thread that it was called on.
 */
final class Run {

  private final Caller caller;
  private final FunctionLog log;
  private final Thread thread = Thread.currentThread();
  private volatile boolean over;

  Run(Caller caller, FunctionLog log) {
    this.caller = caller;
    this.log = log;
  }

  /** The run of a function that this one calls. */
  Run nested() {
    return nested(log);
  }

  /** The same, with log lines that are not this one's yet. */
  Run nested(FunctionLog ofItsOwn) {
    return new Run(caller, ofItsOwn);
  }

  Auth auth() {
    return new CallerAuth(caller);
  }

  Console console() {
    return log;
  }

  FunctionLog log() {
    return log;
  }

  void end() {
    over = true;
  }

  /** Throws IllegalStateException once the function has returned. */
  void requireRunning() {
    if (over) {
      throw failure("the function has returned", "wait within it for what it starts");
    }
  }

  /** Throws IllegalStateException on another thread too: a transaction is for one only. */
  void requireOwnThread() {
    requireRunning();
    if (!thread.equals(Thread.currentThread())) {
      throw failure("a transaction is for one thread", "use it where the function was called");
    }
  }

  private static IllegalStateException failure(String reason, String remedy) {
    return new IllegalStateException(
        "Tried to use a function's context but failed because %s; %s.".formatted(reason, remedy));
  }
}
