package dev.convexairbyte.stub.importing;

import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Endpoint;
import dev.convexairbyte.stub.http.Identity;
import dev.convexairbyte.stub.http.JsonBody;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.VerifiedAgainst;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * PUT /api/streaming_import/clear_tables: puts new empty tables in the place of the old ones, all
 * at once and without tombstones.
 */
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    inferred = "a table named twice is cleared once")
public final class ClearTables implements Endpoint {

  private final Database database;
  private final Authenticator authenticator;
  private final Backfill backfill;

  public ClearTables(Database database, Authenticator authenticator, Backfill backfill) {
    this.database = database;
    this.authenticator = authenticator;
    this.backfill = backfill;
  }

  @Override
  public Set<String> methods() {
    return Set.of("PUT");
  }

  @Override
  public String path() {
    return "/api/streaming_import/clear_tables";
  }

  @Override
  public Response answer(Request request) {
    Identity identity = authenticator.identify(request);
    List<String> sent =
        JsonBody.of(request, JsonBody.DEFAULT_LIMIT).field("tableNames").list(JsonBody::text);
    identity.requireImport();
    Set<String> names = new LinkedHashSet<>();
    sent.forEach(name -> names.add(AirbyteRecord.storedTableName(name)));
    EmptyTables.prepare(database, backfill, names).takeOver();
    return Response.empty(200);
  }
}
