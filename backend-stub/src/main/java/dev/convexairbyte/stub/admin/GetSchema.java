package dev.convexairbyte.stub.admin;

import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.StubDecision;
import dev.convexairbyte.stub.schema.DeclaredSchema;

/** GET /_stub/schema: the declared schema as it was given, or null. */
@StubDecision("a test sees what is declared")
public final class GetSchema extends AdminEndpoint {

  private final Database database;

  public GetSchema(Authenticator authenticator, Database database) {
    super(authenticator, "GET", "/_stub/schema");
    this.database = database;
  }

  @Override
  Response administer(Request request) {
    String schema =
        database.read((log, catalog) -> catalog.schema()).map(DeclaredSchema::json).orElse("null");
    return Response.json(json -> json.writeRawValue(schema));
  }
}
