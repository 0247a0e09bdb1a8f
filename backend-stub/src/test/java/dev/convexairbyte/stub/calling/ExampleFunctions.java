package dev.convexairbyte.stub.calling;

import dev.convexairbyte.stub.app.ConvexError;
import dev.convexairbyte.stub.app.Values;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.registration.AppDefinition;
import dev.convexairbyte.stub.registration.ConvexApp;
import java.util.Map;

/** One function for each way in which a call can end. */
final class ExampleFunctions implements ConvexApp {

  @Override
  public void define(AppDefinition app) {
    app.query("values:echo", (ctx, args) -> args);
    app.query("values:intQuery", (ctx, args) -> Values.of(1L));
    app.query("values", (ctx, args) -> Values.of("the default"));
    app.query("dir/values:nested", (ctx, args) -> Values.of("in a directory"));
    app.query(
        "values:all",
        (ctx, args) ->
            Values.of(
                Map.of(
                    "int64",
                    5L,
                    "bytes",
                    new byte[] {1, 2},
                    "nan",
                    Double.NaN,
                    "infinity",
                    Double.POSITIVE_INFINITY,
                    "number",
                    1.5)));
    app.query(
        "values:large", (ctx, args) -> Values.of("x".repeat((int) Values.number(args, "size"))));
    app.internalQuery("secrets:value", (ctx, args) -> Values.of("s"));
    app.query(
        "messages:count", (ctx, args) -> Values.of(ctx.db().query("messages").collect().size()));
    app.mutation(
        "messages:send",
        (ctx, args) -> {
          ctx.console().log("sending");
          return Values.of(ctx.db().insert("messages", args));
        });
    app.mutation(
        "messages:sendAndThrow",
        (ctx, args) -> {
          ctx.console().error("about to fail");
          ctx.db().insert("messages", args);
          throw new IllegalStateException("no more messages today");
        });
    app.mutation(
        "messages:refuse",
        (ctx, args) -> {
          throw new ConvexError(Values.object("code", 7L));
        });
    app.action(
        "messages:sendTwice",
        (ctx, args) -> {
          ctx.runMutation("messages:send", args);
          ctx.runMutation("messages:send", args);
          return Values.NULL;
        });
    app.action(
        "work:refused",
        (ctx, args) -> {
          throw new BackendException(BackendError.TOO_NESTED);
        });
    app.query(
        "work:refusedQuery",
        (ctx, args) -> {
          throw new BackendException(BackendError.TOO_NESTED);
        });
  }
}
