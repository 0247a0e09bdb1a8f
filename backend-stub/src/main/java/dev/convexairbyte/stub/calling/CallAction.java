package dev.convexairbyte.stub.calling;

import dev.convexairbyte.stub.functions.Call;
import dev.convexairbyte.stub.functions.Outcome;
import dev.convexairbyte.stub.http.JsonBody;
import dev.convexairbyte.stub.http.VerifiedAgainst;
import java.util.function.Function;

/** POST /api/action: runs an action. What the backend refuses it is the answer's status. */
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    decided =
        "an action is given up when its request is out of time, which is sooner than the backend's")
public final class CallAction extends CallEndpoint {

  public CallAction(Calling calling) {
    super(calling);
  }

  @Override
  public String path() {
    return "/api/action";
  }

  @Override
  Function<Call, Outcome> function(JsonBody body) {
    return calling().functions()::action;
  }
}
