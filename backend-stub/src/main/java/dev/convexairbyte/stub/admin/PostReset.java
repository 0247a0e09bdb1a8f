package dev.convexairbyte.stub.admin;

import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.database.Transaction;
import dev.convexairbyte.stub.database.TransactionLimits;
import dev.convexairbyte.stub.faults.Faults;
import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.StubDecision;
import dev.convexairbyte.stub.importing.Backfill;
import dev.convexairbyte.stub.requests.RequestLog;

/**
 * POST /_stub/reset: drops all tables and components, forgets schema, syncs, faults and requests,
 * and lets indexes go on. Time, the log and the keys go on as they are.
 */
@StubDecision("a test starts with an empty deployment without starting another")
public final class PostReset extends AdminEndpoint {

  private final Database database;
  private final Backfill backfill;
  private final Faults faults;
  private final RequestLog requests;

  public PostReset(
      Authenticator authenticator,
      Database database,
      Backfill backfill,
      Faults faults,
      RequestLog requests) {
    super(authenticator, "POST", "/_stub/reset");
    this.database = database;
    this.backfill = backfill;
    this.faults = faults;
    this.requests = requests;
  }

  @Override
  Response administer(Request request) {
    database.commit(TransactionLimits.NONE, Transaction::reset);
    backfill.release();
    faults.clear();
    requests.clear();
    return Response.empty(200);
  }
}
