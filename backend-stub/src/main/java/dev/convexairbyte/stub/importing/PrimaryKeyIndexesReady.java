package dev.convexairbyte.stub.importing;

import dev.convexairbyte.stub.database.CatalogChanges;
import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.database.TransactionLimits;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Endpoint;
import dev.convexairbyte.stub.http.Identity;
import dev.convexairbyte.stub.http.JsonBody;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.VerifiedAgainst;
import dev.convexairbyte.stub.log.TabletId;
import dev.convexairbyte.stub.tables.PrimaryKeyIndex;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** GET /api/streaming_import/primary_key_indexes_ready: a GET with a JSON body. */
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    decided =
        "an index is ready at once, unless the stub is set up to take a time or a number of polls or is told to hold it")
public final class PrimaryKeyIndexesReady implements Endpoint {

  private final Database database;
  private final Authenticator authenticator;
  private final Backfill backfill;

  public PrimaryKeyIndexesReady(Database database, Authenticator authenticator, Backfill backfill) {
    this.database = database;
    this.authenticator = authenticator;
    this.backfill = backfill;
  }

  @Override
  public Set<String> methods() {
    return Set.of("GET");
  }

  @Override
  public String path() {
    return "/api/streaming_import/primary_key_indexes_ready";
  }

  @Override
  public Response answer(Request request) {
    Identity identity = authenticator.identify(request);
    List<String> sent =
        JsonBody.of(request, JsonBody.DEFAULT_LIMIT).field("tables").list(JsonBody::text);
    identity.requireImport();
    Set<String> tables = new TreeSet<>();
    sent.forEach(name -> tables.add(AirbyteRecord.storedTableName(name)));
    boolean ready =
        database.transact(
            TransactionLimits.BACKEND, transaction -> ready(transaction.catalog(), tables));
    return Response.json(
        json -> {
          json.writeStartObject();
          json.writeBooleanField("indexesReady", ready);
          json.writeEndObject();
        });
  }

  private boolean ready(CatalogChanges catalog, Set<String> tables) {
    List<TabletId> unready =
        tables.stream()
            .map(table -> index(catalog, table))
            .filter(PrimaryKeyIndex::backfilling)
            .map(PrimaryKeyIndex::tablet)
            .toList();
    unready.forEach(backfill::polled);
    return unready.isEmpty();
  }

  private PrimaryKeyIndex index(CatalogChanges catalog, String table) {
    return catalog
        .table("", table)
        .flatMap(found -> backfill.index(catalog, found))
        .orElseThrow(
            () -> new BackendException(BackendError.MISSING_INDEX, PrimaryKeyIndex.nameOn(table)));
  }
}
