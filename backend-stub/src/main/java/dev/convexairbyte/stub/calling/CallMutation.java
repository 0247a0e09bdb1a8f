package dev.convexairbyte.stub.calling;

import dev.convexairbyte.stub.functions.Call;
import dev.convexairbyte.stub.functions.Outcome;
import dev.convexairbyte.stub.http.JsonBody;
import dev.convexairbyte.stub.http.VerifiedAgainst;
import java.util.function.Function;

/** POST /api/mutation: runs a mutation in a transaction. */
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    decided = {
      "what was read from a table conflicts with every write to it; mutations take turns, so that"
          + " they conflict with imports and the like only",
      "a mutation is given up after 16 s, what the backend gives it for itself and for waiting together"
    })
public final class CallMutation extends CallEndpoint {

  public CallMutation(Calling calling) {
    super(calling);
  }

  @Override
  public String path() {
    return "/api/mutation";
  }

  @Override
  Function<Call, Outcome> function(JsonBody body) {
    return calling().functions()::mutation;
  }
}
