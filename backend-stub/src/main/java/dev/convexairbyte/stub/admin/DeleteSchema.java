package dev.convexairbyte.stub.admin;

import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.database.Transaction;
import dev.convexairbyte.stub.database.TransactionLimits;
import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.StubDecision;

/** DELETE /_stub/schema: removes the declared schema and leaves its tables. */
@StubDecision("a test goes on without a schema")
public final class DeleteSchema extends AdminEndpoint {

  private final Database database;

  public DeleteSchema(Authenticator authenticator, Database database) {
    super(authenticator, "DELETE", "/_stub/schema");
    this.database = database;
  }

  @Override
  Response administer(Request request) {
    database.commit(TransactionLimits.NONE, Transaction::removeSchema);
    return Response.empty(200);
  }
}
