package dev.convexairbyte.stub.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.faults.Failure.ErrorAnswer;
import dev.convexairbyte.stub.faults.Failure.SlowBody;
import dev.convexairbyte.stub.faults.Fault;
import dev.convexairbyte.stub.faults.FaultRule;
import dev.convexairbyte.stub.faults.FaultTiming.Chance;
import dev.convexairbyte.stub.faults.FaultTiming.Next;
import dev.convexairbyte.stub.faults.FaultTiming.Nth;
import dev.convexairbyte.stub.http.Endpoint;
import dev.convexairbyte.stub.http.JsonBody;
import dev.convexairbyte.stub.http.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Fault rules as the admin routes read and show them. */
public final class FaultRuleJson {

  private static final List<String> KEYS =
      List.of(
          "fault",
          "path",
          "times",
          "call",
          "probability",
          "seed",
          "retryAfterSeconds",
          "milliseconds",
          "carriedOut");

  private FaultRuleJson() {}

  /**
   * Throws BackendException where the rule cannot be understood or can never strike.
   *
   * @param paths where a fault can strike
   */
  static FaultRule read(JsonBody json, Set<String> paths) {
    KnownKeys.require(json, KEYS);
    String name = json.field("fault").text();
    String path = json.optional("path").map(JsonBody::text).orElse(FaultRule.ANY_PATH);
    if (!path.equals(FaultRule.ANY_PATH)
        && paths.stream().noneMatch(known -> Endpoint.covers(known, path))) {
      throw AdminEndpoint.bad(
          "Tried to make a fault but failed because no operation outside /_stub has its path; use * or the"
              + " path of one, like /api/list_snapshot.");
    }
    FaultRule rule = rule(name, path);
    try {
      rule = timed(rule, json);
      Optional<Integer> retryAfter = json.optional("retryAfterSeconds").map(FaultRuleJson::count);
      rule = retryAfter.isPresent() ? rule.retryAfter(retryAfter.get()) : rule;
      Optional<Integer> time = json.optional("milliseconds").map(FaultRuleJson::count);
      rule = time.isPresent() ? rule.lasting(Duration.ofMillis(time.get())) : rule;
      Optional<Boolean> carriedOut = json.optional("carriedOut").map(JsonBody::flag);
      return carriedOut.isPresent() ? rule.carryingOut(carriedOut.get()) : rule;
    } catch (IllegalArgumentException e) {
      throw AdminEndpoint.bad(String.valueOf(e.getMessage()));
    }
  }

  private static FaultRule rule(String name, String path) {
    Optional<FaultRule> named = Fault.named(name).map(fault -> FaultRule.of(fault, path));
    return named
        .or(() -> BackendError.withCode(name).map(error -> FaultRule.error(error, path)))
        .orElseThrow(
            () ->
                AdminEndpoint.bad(
                    "Tried to make a fault but failed because there is neither a fault nor an error of the"
                        + " backend of that name; use "
                        + faults()
                        + " or the code of an error."));
  }

  private static String faults() {
    return Arrays.stream(Fault.values()).map(Fault::wireName).collect(Collectors.joining(", "));
  }

  private static FaultRule timed(FaultRule rule, JsonBody json) {
    Optional<Integer> times = json.optional("times").map(FaultRuleJson::count);
    Optional<Integer> call = json.optional("call").map(FaultRuleJson::count);
    Optional<Double> probability = json.optional("probability").map(JsonBody::number);
    if (Stream.of(times, call, probability).filter(Optional::isPresent).count() > 1) {
      throw AdminEndpoint.bad(
          "Tried to make a fault but failed because more than one of times, call and probability is given;"
              + " give one.");
    }
    if (json.optional("seed").isPresent() && probability.isEmpty()) {
      throw AdminEndpoint.bad(
          "Tried to make a fault but failed because seed is given without probability; give both or"
              + " neither.");
    }
    if (call.isPresent()) {
      return rule.onCall(call.get());
    }
    if (probability.isPresent()) {
      long seed = json.optional("seed").map(JsonBody::integer).orElse(0L);
      return rule.withProbability(probability.get(), seed);
    }
    return rule.times(times.orElse(1));
  }

  private static int count(JsonBody json) {
    long count = json.integer();
    return (int) Math.max(-1, Math.min(Integer.MAX_VALUE, count));
  }

  static Response response(List<FaultRule> rules) {
    return Response.json(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("rules");
          for (FaultRule rule : rules) {
            write(json, rule);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** Writes a rule as {@code PUT /_stub/faults} takes it. */
  public static void write(JsonGenerator json, FaultRule rule) throws IOException {
    json.writeStartObject();
    json.writeStringField("fault", rule.name());
    json.writeStringField("path", rule.path());
    if (rule.timing() instanceof Next next) {
      json.writeNumberField("times", next.count());
    }
    if (rule.timing() instanceof Nth nth) {
      json.writeNumberField("call", nth.call());
    }
    if (rule.timing() instanceof Chance chance) {
      json.writeNumberField("probability", chance.probability());
      json.writeNumberField("seed", chance.seed());
    }
    if (rule.failure() instanceof ErrorAnswer answer && answer.retryAfterSeconds().isPresent()) {
      json.writeNumberField("retryAfterSeconds", answer.retryAfterSeconds().getAsInt());
    }
    if (rule.failure() instanceof SlowBody slow) {
      json.writeNumberField("milliseconds", slow.time().toMillis());
    }
    json.writeBooleanField("carriedOut", rule.carriesOut());
    json.writeEndObject();
  }
}
