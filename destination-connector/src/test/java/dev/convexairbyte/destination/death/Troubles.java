package dev.convexairbyte.destination.death;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.faults.Failure;
import dev.convexairbyte.stub.faults.Failure.EmptyAnswer;
import dev.convexairbyte.stub.faults.Fault;
import dev.convexairbyte.stub.faults.FaultRule;
import dev.convexairbyte.stub.faults.FaultTiming.Next;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The faults of one attempt.
 *
 * @param isLasting whether the attempt may fail for them; what passes must not fail it
 */
record Troubles(List<FaultRule> rules, boolean isLasting) {

  /** One more than the faults that pass, so that all may strike one request. */
  static final int ATTEMPTS = 4;

  private static final String CLEAR = "/api/streaming_import/clear_tables";
  private static final String INDEX = "/api/streaming_import/add_primary_key_indexes";
  private static final String READY = "/api/streaming_import/primary_key_indexes_ready";

  static Troubles none() {
    return new Troubles(List.of(), false);
  }

  /** A few that pass if the connector tries again. */
  static Troubles passing(Random random) {
    List<FaultRule> rules = new ArrayList<>();
    boolean hasInternalError = false;
    int count = random.nextInt(ATTEMPTS);
    for (int index = 0; index < count; index++) {
      String path = path(random);
      FaultRule rule = any(random, passing(path));
      // The third in a row would end the tries: it may be a mistake of the caller.
      boolean isInternalError = rule.name().equals(BackendError.INTERNAL_SERVER_ERROR.code());
      if (!isInternalError || !hasInternalError) {
        rules.add(rule.onCall(1 + random.nextInt(path.equals(Traffic.IMPORT) ? 8 : 2)));
      }
      hasInternalError |= isInternalError;
    }
    return new Troubles(rules, false);
  }

  /** The same, and one that does not pass or is not meant to. */
  static Troubles lasting(Random random) {
    List<FaultRule> rules = new ArrayList<>(passing(random).rules());
    rules.add(
        random.nextInt(4) == 0
            ? FaultRule.of(Fault.SERVICE_UNAVAILABLE, Traffic.IMPORT).times(2 * ATTEMPTS)
            : any(random, refusals()).onCall(1 + random.nextInt(6)));
    return new Troubles(rules, true);
  }

  private static String path(Random random) {
    return random.nextInt(3) > 0 ? Traffic.IMPORT : any(random, List.of(CLEAR, INDEX, READY));
  }

  private static List<FaultRule> passing(String path) {
    List<FaultRule> rules =
        new ArrayList<>(
            List.of(
                FaultRule.of(Fault.SERVICE_UNAVAILABLE, path),
                FaultRule.error(BackendError.OPTIMISTIC_CONCURRENCY_CONTROL_FAILURE, path),
                FaultRule.of(Fault.TOO_MANY_REQUESTS, path),
                FaultRule.of(Fault.TOO_MANY_REQUESTS_RETRY_AFTER, path).retryAfter(30),
                FaultRule.error(BackendError.INTERNAL_SERVER_ERROR, path),
                FaultRule.of(Fault.REQUEST_TIMEOUT, path),
                FaultRule.of(Fault.REQUEST_TIMEOUT, path).carryingOut(true),
                badGateway(path),
                FaultRule.of(Fault.DISCONNECT_BEFORE_RESPONSE, path),
                FaultRule.of(Fault.DISCONNECT_BEFORE_RESPONSE, path).carryingOut(false),
                FaultRule.of(Fault.RESET_BEFORE_RESPONSE, path),
                FaultRule.of(Fault.RESET_BEFORE_RESPONSE, path).carryingOut(false)));
    if (path.equals(READY)) {
      rules.add(FaultRule.of(Fault.DISCONNECT_DURING_BODY, path));
      rules.add(FaultRule.of(Fault.RESET_DURING_BODY, path));
      rules.add(FaultRule.of(Fault.TRUNCATED_BODY, path));
      rules.add(FaultRule.of(Fault.SLOW_BODY, path).lasting(Duration.ofMillis(2)));
    }
    if (path.equals(CLEAR)) {
      rules.add(FaultRule.error(BackendError.INVALID_IMPORT, path));
    }
    return rules;
  }

  /** A proxy's, when the backend behind it has done the work. */
  private static FaultRule badGateway(String path) {
    Failure failure = new EmptyAnswer(502);
    return new FaultRule("bad_gateway", failure, path, new Next(1), true);
  }

  private static List<FaultRule> refusals() {
    return List.of(
        FaultRule.of(Fault.STALE_INDEX, Traffic.IMPORT),
        FaultRule.error(BackendError.INDEX_NOT_FOUND, Traffic.IMPORT),
        FaultRule.error(BackendError.MISSING_STREAM, Traffic.IMPORT),
        FaultRule.error(BackendError.MISSING_INDEX, READY),
        FaultRule.error(BackendError.IMPORT_SCHEMA_CHANGED, CLEAR),
        FaultRule.error(BackendError.INDEX_FIELD_NAME_RESERVED, INDEX),
        FaultRule.error(BackendError.BAD_ADMIN_KEY, "*"),
        FaultRule.error(BackendError.OPERATION_NOT_PERMITTED, "*"));
  }

  private static <T> T any(Random random, List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
