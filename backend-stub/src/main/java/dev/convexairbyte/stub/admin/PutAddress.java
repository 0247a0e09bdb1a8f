package dev.convexairbyte.stub.admin;

import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.StubDecision;
import dev.convexairbyte.stub.transfer.PublicAddress;

/** PUT /_stub/address: tells where clients reach the deployment. */
@StubDecision(
    "the port that a container publishes is known only when it runs; a real one has a name")
public final class PutAddress extends AdminEndpoint {

  private final PublicAddress address;

  public PutAddress(Authenticator authenticator, PublicAddress address) {
    super(authenticator, "PUT", "/_stub/address");
    this.address = address;
  }

  @Override
  Response administer(Request request) {
    try {
      address.set(onlyField(request, "url").text());
    } catch (IllegalArgumentException e) {
      throw bad(
          "Tried to set the deployment's address but failed because url is not one of HTTP without a query;"
              + " give one like http://localhost:3210.");
    }
    return Response.empty(200);
  }
}
