package dev.convexairbyte.stub.admin;

import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.StubDecision;
import dev.convexairbyte.stub.importing.Backfill;

/** PUT /_stub/index_backfill: holds all indexes that are being filled, or lets them go on. */
@StubDecision("a test decides when an index is ready; on a real deployment a worker does")
public final class PutIndexBackfill extends AdminEndpoint {

  private final Backfill backfill;

  public PutIndexBackfill(Authenticator authenticator, Backfill backfill) {
    super(authenticator, "PUT", "/_stub/index_backfill");
    this.backfill = backfill;
  }

  @Override
  Response administer(Request request) {
    if (onlyField(request, "held").flag()) {
      backfill.hold();
    } else {
      backfill.release();
    }
    return Response.empty(200);
  }
}
