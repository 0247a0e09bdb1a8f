package dev.convexairbyte.stub.faults;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.faults.Failure.ErrorAnswer;
import dev.convexairbyte.stub.faults.Failure.SlowBody;
import dev.convexairbyte.stub.faults.FaultTiming.Chance;
import dev.convexairbyte.stub.faults.FaultTiming.Next;
import dev.convexairbyte.stub.faults.FaultTiming.Nth;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * What goes wrong where and when. A new rule is for the next request to its path.
 *
 * @param name a fault's, or the code of an error
 * @param path without host and query, like {@code /api/list_snapshot}; {@code *} for all below
 *     {@code /api/} but preflights
 * @param carriesOut whether the request is carried out before the client sees it fail
 */
public record FaultRule(
    String name, Failure failure, String path, FaultTiming timing, boolean carriesOut) {

  /** The path of a rule that is for all operations below {@code /api/}. */
  public static final String ANY_PATH = "*";

  /** Throws IllegalArgumentException for a path that no request could have. */
  public FaultRule {
    require(
        path.equals(ANY_PATH) || (path.startsWith("/") && !path.startsWith("/_stub/")),
        "its path is neither * nor one that starts with / and lies outside /_stub");
  }

  /** Makes the next request to the path fail. */
  public static FaultRule of(Fault fault, String path) {
    return next(fault.wireName(), fault.failure(), path);
  }

  /** Answers the next request to the path with any error of the catalogue. */
  public static FaultRule error(BackendError error, String path) {
    return next(error.code(), new ErrorAnswer(error, OptionalInt.empty()), path);
  }

  private static FaultRule next(String name, Failure failure, String path) {
    return new FaultRule(name, failure, path, new Next(1), failure.carriesOut());
  }

  /** The same for so many requests. */
  public FaultRule times(int count) {
    require(count > 0, "a rule must be for one request or more");
    return at(new Next(count));
  }

  /** The same for the n-th request only, 1 being the next. */
  public FaultRule onCall(int call) {
    require(call > 0, "the next call has the number 1");
    return at(new Nth(call));
  }

  /** The same for each request with a probability; one seed gives one sequence. */
  public FaultRule withProbability(double probability, long seed) {
    require(probability >= 0 && probability <= 1, "a probability lies between 0 and 1");
    return at(new Chance(probability, seed));
  }

  /** The same with a Retry-After header. Throws IllegalArgumentException unless it is an error. */
  public FaultRule retryAfter(int seconds) {
    require(seconds >= 0, "Retry-After must not be negative");
    if (failure instanceof ErrorAnswer answer) {
      return with(new ErrorAnswer(answer.error(), OptionalInt.of(seconds)));
    }
    throw refusal("only a JSON error can have a Retry-After header");
  }

  /** The same slow body over another time. Throws IllegalArgumentException for another fault. */
  public FaultRule lasting(Duration time) {
    require(!time.isNegative(), "a body cannot take less than no time");
    require(failure instanceof SlowBody, "only a slow body lasts");
    return with(new SlowBody(time));
  }

  /** The same, with the request carried out before it fails, or not. */
  public FaultRule carryingOut(boolean first) {
    require(
        first || !needsRightAnswer(), "a body can be broken only where the request is carried out");
    return new FaultRule(name, failure, path, timing, first);
  }

  private boolean needsRightAnswer() {
    return failure.breaksBody();
  }

  private FaultRule at(FaultTiming other) {
    return new FaultRule(name, failure, path, other, carriesOut);
  }

  private FaultRule with(Failure other) {
    return new FaultRule(name, other, path, timing, carriesOut);
  }

  /**
   * @param named whether only a rule that names the path may strike the request
   */
  boolean isFor(String requested, boolean named) {
    return path.equals(requested) || (!named && path.equals(ANY_PATH));
  }

  private static void require(boolean condition, String rule) {
    if (!condition) {
      throw refusal(rule);
    }
  }

  private static IllegalArgumentException refusal(String rule) {
    return new IllegalArgumentException(
        "Tried to make a fault but failed because %s; correct it.".formatted(rule));
  }
}
