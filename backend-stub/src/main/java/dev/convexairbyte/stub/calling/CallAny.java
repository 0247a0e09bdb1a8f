package dev.convexairbyte.stub.calling;

import dev.convexairbyte.stub.authentication.Caller;
import dev.convexairbyte.stub.authentication.Caller.Admin;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.functions.FunctionPath;
import dev.convexairbyte.stub.functions.Outcome;
import dev.convexairbyte.stub.functions.Outcome.Failed;
import dev.convexairbyte.stub.http.Endpoint;
import dev.convexairbyte.stub.http.JsonBody;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.VerifiedAgainst;
import dev.convexairbyte.values.ValueFormat;
import java.util.Set;

/** POST /api/function: runs a function of any kind, internal too, for holders of a deploy key. */
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    decided = "components have no functions; keys that may not do everything may call none")
public final class CallAny implements Endpoint {

  private final Calling calling;

  public CallAny(Calling calling) {
    this.calling = calling;
  }

  @Override
  public Set<String> methods() {
    return Set.of("POST");
  }

  @Override
  public String path() {
    return "/api/function";
  }

  @Override
  public Response answer(Request request) {
    Caller presented = calling.presented(request);
    JsonBody json = CallBody.json(request);
    String component = json.optional("componentPath").map(JsonBody::text).orElse("");
    String path = json.field("path").text();
    CallBody body = CallBody.of(json);
    Caller caller = Calling.proven(presented);
    if (!(caller instanceof Admin)) {
      throw new BackendException(BackendError.BAD_DEPLOY_KEY);
    }
    FunctionPath parsed = Calling.path(path);
    Outcome outcome =
        component.isEmpty()
            ? Calling.run(parsed, body.args(), caller, calling.functions()::any)
            : Failed.of("The component has no function %s; leave it out.".formatted(parsed));
    ValueFormat format = Calling.format(body.format()).orElseGet(() -> DefaultFormat.of(request));
    return calling.answer(request, outcome, format);
  }
}
