package dev.convexairbyte.stub.admin;

import dev.convexairbyte.stub.faults.FaultRule;
import dev.convexairbyte.stub.faults.Faults;
import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.StubDecision;
import java.util.List;
import java.util.Set;

/** PUT /_stub/faults: puts these rules in the place of all others. */
@StubDecision("a test makes the deployment fail")
public final class PutFaults extends AdminEndpoint {

  private final Faults faults;
  private final Set<String> paths;

  /**
   * @param paths where a fault can strike
   */
  public PutFaults(Authenticator authenticator, Faults faults, Set<String> paths) {
    super(authenticator, "PUT", "/_stub/faults");
    this.faults = faults;
    this.paths = paths;
  }

  @Override
  Response administer(Request request) {
    List<FaultRule> rules =
        onlyField(request, "rules").list(rule -> FaultRuleJson.read(rule, paths));
    faults.replace(rules);
    return FaultRuleJson.response(rules);
  }
}
