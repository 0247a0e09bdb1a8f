package dev.convexairbyte.stub.calling;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.stub.authentication.Caller;
import dev.convexairbyte.stub.authentication.Caller.Admin;
import dev.convexairbyte.stub.authentication.Caller.Unknown;
import dev.convexairbyte.stub.authentication.Callers;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.functions.Call;
import dev.convexairbyte.stub.functions.FunctionPath;
import dev.convexairbyte.stub.functions.Functions;
import dev.convexairbyte.stub.functions.Outcome;
import dev.convexairbyte.stub.functions.Outcome.Failed;
import dev.convexairbyte.stub.functions.Outcome.Returned;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.values.InvalidValueException;
import dev.convexairbyte.values.ValueEncoder;
import dev.convexairbyte.values.ValueFormat;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** What the endpoints of the Functions API share, each step of which they take in their order. */
public final class Calling {

  private static final int FIRST_CLIENT_ERROR_OF_A_KEY = 401;

  private final Functions functions;
  private final Callers callers;
  private final boolean redacts;
  private final RandomGenerator random;

  /**
   * @param redacts whether clients are told neither why a function failed nor what it logged
   * @param random for the ids of requests that bring none
   */
  public Calling(Functions functions, Callers callers, boolean redacts, RandomGenerator random) {
    this.functions = functions;
    this.callers = callers;
    this.redacts = redacts;
    this.random = random;
  }

  Functions functions() {
    return functions;
  }

  /** Who the request says that calls; throws where its header cannot even be read. */
  Caller presented(Request request) {
    Caller caller =
        callers.of(
            request
                .header("Authorization")
                .or(() -> request.query().one("adminKey").map("Convex "::concat))
                .orElse(null));
    if (caller instanceof Unknown unknown
        && unknown.refusal().error().status() < FIRST_CLIENT_ERROR_OF_A_KEY) {
      throw unknown.refusal();
    }
    return caller;
  }

  /** The caller, once it has been proven; throws the refusal of one who has not been. */
  static Caller proven(Caller caller) {
    if (caller instanceof Unknown unknown) {
      throw unknown.refusal();
    }
    return caller;
  }

  /** Throws BAD_CONVEX_FUNCTION_IDENTIFIER. */
  static FunctionPath path(String text) {
    return FunctionPath.parse(text)
        .orElseThrow(() -> new BackendException(BackendError.BAD_CONVEX_FUNCTION_IDENTIFIER));
  }

  /** Throws BAD_FORMAT for a name that is none; empty where none is named. */
  static Optional<ValueFormat> format(Optional<String> name) {
    return name.map(
        text ->
            ValueFormat.named(text)
                .orElseThrow(() -> new BackendException(BackendError.BAD_FORMAT)));
  }

  /** Calls the function; arguments that cannot be read are an outcome too. */
  static Outcome run(
      FunctionPath path, JsonNode args, Caller caller, Function<Call, Outcome> function) {
    Call call;
    try {
      call = new Call(path, Arguments.of(args), caller, caller instanceof Admin);
    } catch (IllegalArgumentException | InvalidValueException e) {
      return Failed.of("Invalid arguments for %s: %s".formatted(path, e.getMessage()));
    }
    return function.apply(call);
  }

  /** The id of a request: its own, or a new one. */
  String id(Request request) {
    return request
        .header("Convex-Request-Id")
        .orElseGet(() -> "%016x".formatted(random.nextLong()));
  }

  /** The answer to a request that called one function. */
  Response answer(Request request, Outcome outcome, ValueFormat format) {
    String id = id(request);
    return Response.json(json -> write(json, outcome, format, id));
  }

  /** Writes an outcome as an object of its own. */
  void write(JsonGenerator json, Outcome outcome, ValueFormat format, String requestId)
      throws IOException {
    json.writeStartObject();
    if (outcome instanceof Returned returned) {
      json.writeStringField("status", "success");
      json.writeFieldName("value");
      new ValueEncoder(json, format).write(returned.value());
    }
    if (outcome instanceof Failed failed) {
      json.writeStringField("status", "error");
      String message = "[Request ID: %s] Server Error".formatted(requestId);
      json.writeStringField(
          "errorMessage", redacts ? message : message + "\n" + failed.error().trace());
      if (failed.error().data().isPresent()) {
        json.writeFieldName("errorData");
        new ValueEncoder(json, format).write(failed.error().data().get());
      }
    }
    if (!redacts && !outcome.logLines().isEmpty()) {
      json.writeArrayFieldStart("logLines");
      for (String line : outcome.logLines()) {
        json.writeString(line);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }
}
