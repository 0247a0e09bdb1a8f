package dev.convexairbyte.stub.admin;

import dev.convexairbyte.stub.faults.Faults;
import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.StubDecision;

/** DELETE /_stub/faults: nothing fails any more. */
@StubDecision("a test ends the failing")
public final class DeleteFaults extends AdminEndpoint {

  private final Faults faults;

  public DeleteFaults(Authenticator authenticator, Faults faults) {
    super(authenticator, "DELETE", "/_stub/faults");
    this.faults = faults;
  }

  @Override
  Response administer(Request request) {
    faults.clear();
    return Response.empty(200);
  }
}
