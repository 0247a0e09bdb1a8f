package dev.convexairbyte.stub.admin;

import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Endpoint;
import dev.convexairbyte.stub.http.JsonBody;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.StubDecision;
import dev.convexairbyte.stub.importing.Backfill;
import java.util.Set;

/**
 * {@code PUT /_stub/index_backfill}: holds all indexes that are being filled, or lets them go on.
 */
@StubDecision(
    "On a real deployment a worker fills indexes, and how long it takes is no one's to say.")
public final class IndexBackfillRoute implements Endpoint {

  private final Authenticator authenticator;
  private final Backfill backfill;

  public IndexBackfillRoute(Authenticator authenticator, Backfill backfill) {
    this.authenticator = authenticator;
    this.backfill = backfill;
  }

  @Override
  public Set<String> methods() {
    return Set.of("PUT");
  }

  @Override
  public String path() {
    return "/_stub/index_backfill";
  }

  @Override
  public Response answer(Request request) {
    FullKey.require(authenticator.identify(request));
    if (JsonBody.of(request, JsonBody.DEFAULT_LIMIT).field("held").truth()) {
      backfill.hold();
    } else {
      backfill.release();
    }
    return Response.empty(200);
  }
}
