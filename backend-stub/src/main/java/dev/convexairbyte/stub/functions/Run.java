package dev.convexairbyte.stub.functions;

import dev.convexairbyte.stub.app.Auth;
import dev.convexairbyte.stub.app.Console;
import dev.convexairbyte.stub.authentication.Caller;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * One function at work. What it was given is its own only until it returns, or is given up, and
 * within a transaction only for the thread that it was called on.
 */
final class Run {

  private final Caller caller;
  private final FunctionLog log;
  private final @Nullable Run outer;
  private @Nullable Thread thread;
  private volatile boolean over;

  Run(Caller caller, FunctionLog log) {
    this(caller, log, null);
  }

  private Run(Caller caller, FunctionLog log, @Nullable Run outer) {
    this.caller = caller;
    this.log = log;
    this.outer = outer;
  }

  /** The run of a function that this one calls. */
  Run nested() {
    return nested(log);
  }

  /** The same, with log lines that are not this one's yet. */
  Run nested(FunctionLog ofItsOwn) {
    return new Run(caller, ofItsOwn, this);
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

  /** Calls the function, on the thread to which it is kept. */
  <T> T around(Callable<T> function) throws Exception {
    thread = Thread.currentThread();
    try {
      return function.call();
    } finally {
      end();
    }
  }

  void end() {
    over = true;
  }

  private boolean isOver() {
    return over || (outer != null && outer.isOver());
  }

  /** Throws IllegalStateException once the function has returned. */
  void requireRunning() {
    if (isOver()) {
      throw failure(
          "the function has returned or was given up", "wait within it for what it starts");
    }
  }

  /** Throws IllegalStateException on another thread too: a transaction is for one only. */
  void requireOwnThread() {
    requireRunning();
    if (!Thread.currentThread().equals(thread)) {
      throw failure("a transaction is for one thread", "use it where the function was called");
    }
  }

  private static IllegalStateException failure(String reason, String remedy) {
    return new IllegalStateException(
        "Tried to use a function's context but failed because %s; %s.".formatted(reason, remedy));
  }
}
