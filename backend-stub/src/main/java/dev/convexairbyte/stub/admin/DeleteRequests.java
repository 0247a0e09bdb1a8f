package dev.convexairbyte.stub.admin;

import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.StubDecision;
import dev.convexairbyte.stub.requests.RequestLog;

/** DELETE /_stub/requests: forgets the requests so far. */
@StubDecision("a test looks at one step of a client only")
public final class DeleteRequests extends AdminEndpoint {

  private final RequestLog log;

  public DeleteRequests(Authenticator authenticator, RequestLog log) {
    super(authenticator, "DELETE", "/_stub/requests");
    this.log = log;
  }

  @Override
  Response administer(Request request) {
    log.clear();
    return Response.empty(200);
  }
}
