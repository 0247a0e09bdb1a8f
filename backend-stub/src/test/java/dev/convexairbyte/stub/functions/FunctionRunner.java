package dev.convexairbyte.stub.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.app.Values;
import dev.convexairbyte.stub.authentication.Caller;
import dev.convexairbyte.stub.authentication.Caller.Anonymous;
import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.functions.Outcome.Failed;
import dev.convexairbyte.stub.functions.Outcome.Returned;
import dev.convexairbyte.stub.log.DocumentLog;
import dev.convexairbyte.stub.log.InMemoryDocumentLog;
import dev.convexairbyte.stub.registration.ConvexApp;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** A deployment with an application, for tests of how its functions run. */
final class FunctionRunner {

  static final Duration LONG = Duration.ofMinutes(1);

  final Database database;
  final Functions functions;
  final List<String> deploymentLog = new CopyOnWriteArrayList<>();

  FunctionRunner(ConvexApp app, TimeLimits limits) {
    this(app, limits, new InMemoryDocumentLog());
  }

  FunctionRunner(ConvexApp app, TimeLimits limits, DocumentLog log) {
    database = new Database(log, Clock.systemUTC(), new Random(1));
    functions =
        new Functions(
            Registry.of(List.of(app)),
            database,
            new NoServices(),
            new FunctionThreads(),
            limits,
            deploymentLog::add);
  }

  /** What a public function of any kind returns; fails where it fails. */
  ConvexValue run(String path, Object... args) {
    Outcome outcome = call(path, Values.object(args));
    assertThat(outcome).isInstanceOf(Returned.class);
    return ((Returned) outcome).value();
  }

  /** How a public function of any kind fails. */
  FunctionError fail(String path, Object... args) {
    Outcome outcome = call(path, Values.object(args));
    assertThat(outcome).isInstanceOf(Failed.class);
    return ((Failed) outcome).error();
  }

  Outcome call(String path, ObjectValue args) {
    return functions.any(new Call(path(path), args, new Anonymous(), false));
  }

  static Call call(String path, Caller caller, boolean internalToo) {
    return new Call(path(path), Values.object(), caller, internalToo);
  }

  private static FunctionPath path(String text) {
    return FunctionPath.parse(text).orElseThrow();
  }
}
