package dev.convexairbyte.stub.calling;

import dev.convexairbyte.stub.authentication.Caller;
import dev.convexairbyte.stub.functions.Call;
import dev.convexairbyte.stub.functions.FunctionPath;
import dev.convexairbyte.stub.functions.Outcome;
import dev.convexairbyte.stub.http.Endpoint;
import dev.convexairbyte.stub.http.JsonBody;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.values.ValueFormat;
import java.util.Set;
import java.util.function.Function;

/** Calls one function, whose path the body names. The path is read before the key is proven. */
abstract class CallEndpoint implements Endpoint {

  private final Calling calling;

  CallEndpoint(Calling calling) {
    this.calling = calling;
  }

  Calling calling() {
    return calling;
  }

  /** How the function is called; asked only once the caller is proven. */
  abstract Function<Call, Outcome> function(JsonBody body);

  @Override
  public Set<String> methods() {
    return Set.of("POST");
  }

  @Override
  public Response answer(Request request) {
    Caller presented = calling.presented(request);
    JsonBody json = CallBody.json(request);
    String path = json.field("path").text();
    CallBody body = CallBody.of(json);
    requireWhole(json);
    FunctionPath parsed = Calling.path(path);
    Caller caller = Calling.proven(presented);
    Outcome outcome = Calling.run(parsed, body.args(), caller, function(json));
    // The backend looks at the format last, so that a mutation with a bad one has committed.
    ValueFormat format = Calling.format(body.format()).orElseGet(() -> DefaultFormat.of(request));
    return calling.answer(request, outcome, format);
  }

  /** Throws BAD_JSON_BODY where a further field is missing. */
  void requireWhole(JsonBody body) {}
}
