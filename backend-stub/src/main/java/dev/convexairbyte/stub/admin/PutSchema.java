package dev.convexairbyte.stub.admin;

import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.database.TransactionLimits;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.JsonBody;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.StubDecision;
import dev.convexairbyte.stub.schema.DeclaredSchema;
import dev.convexairbyte.stub.schema.InvalidSchemaException;

/** PUT /_stub/schema: declares the schema in the body, unless a document does not match it. */
@StubDecision("a real deployment takes its schema with its functions, by npx convex deploy")
public final class PutSchema extends AdminEndpoint {

  private final Database database;

  public PutSchema(Authenticator authenticator, Database database) {
    super(authenticator, "PUT", "/_stub/schema");
    this.database = database;
  }

  @Override
  Response administer(Request request) {
    DeclaredSchema schema = schema(body(request));
    database.commit(TransactionLimits.NONE, transaction -> transaction.declare(schema));
    return Response.empty(200);
  }

  private static DeclaredSchema schema(JsonBody body) {
    try {
      return DeclaredSchema.of(body.json());
    } catch (InvalidSchemaException e) {
      throw new BackendException(BackendError.BAD_JSON_BODY, e.reason());
    }
  }
}
