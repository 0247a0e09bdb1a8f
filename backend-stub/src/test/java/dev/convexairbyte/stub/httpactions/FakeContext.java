package dev.convexairbyte.stub.httpactions;

import dev.convexairbyte.stub.app.ActionCtx;
import dev.convexairbyte.stub.app.Auth;
import dev.convexairbyte.stub.app.Console;
import dev.convexairbyte.stub.app.Scheduler;
import dev.convexairbyte.stub.app.StorageActionWriter;
import dev.convexairbyte.stub.authentication.Caller;
import dev.convexairbyte.stub.functions.ActionContexts;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import java.time.Duration;
import java.util.Optional;

/** Knows who calls and has nothing else. */
public record FakeContext(Caller caller) implements ActionCtx {

  /** Works with one for as long as that takes. */
  public static <T> T run(String name, Caller caller, Duration limit, ActionContexts.Work<T> work)
      throws Exception {
    return work.with(new FakeContext(caller));
  }

  @Override
  public Auth auth() {
    return () -> {
      if (caller instanceof Caller.Unknown unknown) {
        throw unknown.refusal();
      }
      return caller instanceof Caller.User user ? Optional.of(user.identity()) : Optional.empty();
    };
  }

  @Override
  public StorageActionWriter storage() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Scheduler scheduler() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Console console() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ConvexValue runQuery(String path, ObjectValue args) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ConvexValue runMutation(String path, ObjectValue args) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ConvexValue runAction(String path, ObjectValue args) {
    throw new UnsupportedOperationException();
  }
}
