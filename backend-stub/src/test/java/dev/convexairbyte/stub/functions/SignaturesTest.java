package dev.convexairbyte.stub.functions;

import static dev.convexairbyte.stub.functions.FunctionRunner.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.app.Signature;
import dev.convexairbyte.stub.app.V;
import dev.convexairbyte.stub.app.Values;
import dev.convexairbyte.stub.registration.AppDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignaturesTest {

  private static final Signature SEND =
      Signature.args("body", V.string(), "likes", V.optional(V.number())).returns(V.id("messages"));

  private final FunctionRunner runner =
      new FunctionRunner(SignaturesTest::define, new TimeLimits(LONG, LONG, LONG));

  private static void define(AppDefinition app) {
    app.mutation(
        "messages:send", SEND, (ctx, args) -> Values.of(ctx.db().insert("messages", args)));
    app.mutation(
        "messages:sendBadly",
        SEND,
        (ctx, args) -> {
          ctx.db().insert("messages", args);
          return Values.of("sent");
        });
    app.query("messages:echo", SEND, (ctx, args) -> args);
    app.action("messages:act", SEND, (ctx, args) -> args);
    app.internalQuery("internal:query", SEND, (ctx, args) -> args);
    app.internalMutation("internal:mutation", SEND, (ctx, args) -> args);
    app.internalAction("internal:action", SEND, (ctx, args) -> args);
    app.query("any:query", Signature.ANY, (ctx, args) -> args);
    app.mutation("nested:mutation", (ctx, args) -> ctx.runMutation("messages:send", args));
    app.query("nested:query", (ctx, args) -> ctx.runQuery("messages:echo", args));
    app.action("nested:actionOfAction", (ctx, args) -> ctx.runAction("messages:act", args));
    app.action("nested:mutationOfAction", (ctx, args) -> ctx.runMutation("messages:send", args));
    app.action("nested:queryOfAction", (ctx, args) -> ctx.runQuery("messages:echo", args));
    app.mutation(
        "nested:caught",
        (ctx, args) -> {
          try {
            return ctx.runMutation("messages:sendBadly", args);
          } catch (IllegalArgumentException e) {
            return Values.of(e.getMessage());
          }
        });
  }

  @Test
  void takesAndReturnsWhatItsValidatorsTake() {
    runner.run("messages:send", "body", "hi", "likes", 3);
    runner.run("nested:mutationOfAction", "body", "hi");

    assertThat(runner.database.documents("", "messages")).hasSize(2);
    assertThat(runner.run("any:query", "other", 1)).isEqualTo(Values.object("other", 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"messages:send", "messages:echo", "messages:act"})
  void failsForOtherArgumentsBeforeAnythingIsDone(String path) {
    assertThat(runner.fail(path, "likes", 3).trace())
        .isEqualTo(
            "ArgumentValidationError: Tried to run a function but failed because the argument lacks the required field body; give it what its validator takes.");
    assertThat(runner.fail(path, "body", 1).summary())
        .contains(".body is a float64 that v.string() does not take");
    assertThat(runner.fail(path, "body", "hi", "other", 1).summary())
        .contains("the argument has the extra field other");
    assertThat(runner.database.documents("", "messages")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "messages:sendBadly, a string",
    "messages:echo,      an object",
    "messages:act,       an object"
  })
  void failsForAnotherValueAndKeepsNothing(String path, String value) {
    assertThat(runner.fail(path, "body", "hi").trace())
        .isEqualTo(
            "ReturnsValidationError: Tried to return from a function but failed because the value is %s that v.id(\"messages\") does not take; return what its validator takes."
                .formatted(value));
    assertThat(runner.database.documents("", "messages")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nested:mutation",
        "nested:query",
        "nested:actionOfAction",
        "nested:mutationOfAction",
        "nested:queryOfAction"
      })
  void holdsForFunctionsThatOthersCall(String path) {
    assertThat(runner.fail(path, "likes", 3).summary()).contains("ArgumentValidationError");
  }

  @Test
  void isAnErrorThatTheCallerMayCatch() {
    assertThat(runner.run("nested:caught", "body", "hi").toString())
        .contains("ReturnsValidationError");
    assertThat(runner.database.documents("", "messages")).isEmpty();
  }
}
