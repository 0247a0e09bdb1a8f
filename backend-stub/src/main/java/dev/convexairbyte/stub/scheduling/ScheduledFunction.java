package dev.convexairbyte.stub.scheduling;

import dev.convexairbyte.stub.app.Values;
import dev.convexairbyte.stub.functions.FunctionPath;
import dev.convexairbyte.values.ConvexValue.ArrayValue;
import dev.convexairbyte.values.ConvexValue.Float64Value;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A document of {@code _scheduled_functions}. Mirrors get-convex/convex-backend,
 * crates/model/src/scheduled_jobs/virtual_table.rs.
 *
 * @param completed when it ended, whichever way
 */
record ScheduledFunction(
    FunctionPath path,
    ObjectValue args,
    Instant time,
    ScheduledState state,
    Optional<Instant> completed) {

  private static final String STATE = "state";
  private static final String KIND = "kind";
  private static final double MILLIS_A_SECOND = 1e3;
  private static final double NANOS_A_MILLI = 1e6;

  static ScheduledFunction of(ObjectValue document) {
    ArrayValue args = (ArrayValue) Values.field(document, "args");
    ObjectValue state = (ObjectValue) Values.field(document, STATE);
    return new ScheduledFunction(
        FunctionPath.parse(Values.string(document, "name")).orElseThrow(),
        (ObjectValue) args.items().get(0),
        instant(Values.number(document, "scheduledTime")),
        ScheduledState.of(Values.string(state, KIND)),
        Values.given(document, "completedTime")
            .map(time -> instant(((Float64Value) time).value())));
  }

  /** The fields of one that is to run. */
  static ObjectValue pending(FunctionPath path, ObjectValue args, Instant time) {
    return Values.object(
        "name",
        "%s.js:%s".formatted(path.module(), path.function()),
        "args",
        Values.array(List.of(args)),
        "scheduledTime",
        millis(time),
        STATE,
        Values.object(KIND, ScheduledState.PENDING.kind()));
  }

  /** The fields that change where it comes to be in a state that is not its last. */
  static ObjectValue in(ScheduledState state) {
    return Values.object(STATE, Values.object(KIND, state.kind()));
  }

  /** The fields that change where it ends. */
  static ObjectValue ended(ScheduledState state, Instant now) {
    return Values.object(STATE, Values.object(KIND, state.kind()), "completedTime", millis(now));
  }

  /** The fields that change where it fails. */
  static ObjectValue failed(String error, Instant now) {
    return Values.object(
        STATE,
        Values.object(KIND, ScheduledState.FAILED.kind(), "error", error),
        "completedTime",
        millis(now));
  }

  private static double millis(Instant time) {
    return time.getEpochSecond() * MILLIS_A_SECOND + time.getNano() / NANOS_A_MILLI;
  }

  private static Instant instant(double millis) {
    long whole = (long) Math.floor(millis);
    return Instant.ofEpochMilli(whole).plusNanos((long) ((millis - whole) * NANOS_A_MILLI));
  }
}
