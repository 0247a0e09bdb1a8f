package dev.convexairbyte.stub.admin;

import dev.convexairbyte.stub.faults.Faults;
import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.StubDecision;

/** GET /_stub/faults: the rules that can still strike, with what is left of them. */
@StubDecision("a test sees whether its faults have struck")
public final class GetFaults extends AdminEndpoint {

  private final Faults faults;

  public GetFaults(Authenticator authenticator, Faults faults) {
    super(authenticator, "GET", "/_stub/faults");
    this.faults = faults;
  }

  @Override
  Response administer(Request request) {
    return FaultRuleJson.response(faults.rules());
  }
}
