package dev.convexairbyte.stub.admin;

import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.database.TransactionLimits;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Endpoint;
import dev.convexairbyte.stub.http.JsonBody;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.StubDecision;
import dev.convexairbyte.stub.schema.DeclaredSchema;
import dev.convexairbyte.stub.schema.InvalidSchemaException;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /_stub/schema}: PUT declares the schema in the body, unless a document does not match it;
 * GET gives it back, or null; DELETE removes it and leaves its tables.
 */
@StubDecision("A real deployment takes its schema with its functions, by npx convex deploy.")
public final class SchemaRoute implements Endpoint {

  private final Database database;
  private final Authenticator authenticator;

  public SchemaRoute(Database database, Authenticator authenticator) {
    this.database = database;
    this.authenticator = authenticator;
  }

  @Override
  public Set<String> methods() {
    return Set.of("DELETE", "GET", "PUT");
  }

  @Override
  public String path() {
    return "/_stub/schema";
  }

  @Override
  public Response answer(Request request) {
    FullKey.require(authenticator.identify(request));
    return switch (request.method()) {
      case "GET" -> declared();
      case "PUT" -> declare(JsonBody.of(request, Request.MAX_KEPT_BODY));
      default -> remove();
    };
  }

  private Response declared() {
    String schema =
        database.read((log, catalog) -> catalog.schema()).map(DeclaredSchema::json).orElse("null");
    return Response.json(json -> json.writeRawValue(schema));
  }

  private Response declare(JsonBody body) {
    DeclaredSchema schema = schema(body);
    database.transact(
        TransactionLimits.NONE,
        transaction -> {
          transaction.declare(schema);
          return schema;
        });
    return Response.empty(200);
  }

  private static DeclaredSchema schema(JsonBody body) {
    try {
      return DeclaredSchema.of(body.json());
    } catch (InvalidSchemaException e) {
      throw new BackendException(BackendError.BAD_JSON_BODY, e.reason());
    }
  }

  private Response remove() {
    database.transact(
        TransactionLimits.NONE,
        transaction -> {
          transaction.removeSchema();
          return Optional.empty();
        });
    return Response.empty(200);
  }
}
