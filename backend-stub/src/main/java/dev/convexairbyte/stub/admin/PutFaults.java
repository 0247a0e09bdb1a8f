package dev.convexairbyte.stub.admin;

import dev.convexairbyte.stub.faults.FaultRule;
import dev.convexairbyte.stub.faults.Faults;
import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.StubDecision;
import java.util.List;

/** PUT /_stub/faults: puts these rules in the place of all others. */
@StubDecision("a test makes the deployment fail")
public final class PutFaults extends AdminEndpoint {

  private final Faults faults;

  public PutFaults(Authenticator authenticator, Faults faults) {
    super(authenticator, "PUT", "/_stub/faults");
    this.faults = faults;
  }

  @Override
  Response administer(Request request) {
    List<FaultRule> rules = body(request).field("rules").list(FaultRuleJson::read);
    faults.replace(rules);
    return FaultRuleJson.response(rules);
  }
}
