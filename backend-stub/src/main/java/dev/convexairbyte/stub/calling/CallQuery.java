package dev.convexairbyte.stub.calling;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.functions.Call;
import dev.convexairbyte.stub.functions.Outcome;
import dev.convexairbyte.stub.http.JsonBody;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.VerifiedAgainst;
import java.util.Set;
import java.util.function.Function;

/** POST /api/query: runs a query as of now. GET is there and cannot read any arguments. */
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    inferred = "GET cannot read the JSON of its args parameter, whatever it is",
    decided =
        "a query is given up after 16 s, what the backend gives it for itself and for waiting together")
public final class CallQuery extends CallEndpoint {

  public CallQuery(Calling calling) {
    super(calling);
  }

  @Override
  public String path() {
    return "/api/query";
  }

  @Override
  public Set<String> methods() {
    return Set.of("GET", "POST");
  }

  @Override
  public Response answer(Request request) {
    if (request.method().equals("GET")) {
      throw new BackendException(BackendError.BAD_QUERY_ARGS, "args");
    }
    return super.answer(request);
  }

  @Override
  Function<Call, Outcome> function(JsonBody body) {
    return calling().functions()::query;
  }
}
