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
import dev.convexairbyte.stub.tables.FieldPath;
import dev.convexairbyte.stub.tables.PrimaryKeyIndex;
import dev.convexairbyte.stub.tables.Table;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** PUT /api/streaming_import/add_primary_key_indexes: one index a table, and the table with it. */
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    inferred = "of two names that become one table the later wins",
    decided =
        "an index is ready at once, unless the stub is set up to take a time or a number of polls or is told to hold it")
public final class AddPrimaryKeyIndexes implements Endpoint {

  private final Database database;
  private final Authenticator authenticator;
  private final Backfill backfill;

  public AddPrimaryKeyIndexes(Database database, Authenticator authenticator, Backfill backfill) {
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
    return "/api/streaming_import/add_primary_key_indexes";
  }

  @Override
  public Response answer(Request request) {
    Identity identity = authenticator.identify(request);
    Map<String, List<List<String>>> sent =
        JsonBody.of(request, JsonBody.DEFAULT_LIMIT).field("indexes").map(KeyPaths::read);
    identity.requireImport();
    Map<String, List<FieldPath>> indexes = new TreeMap<>();
    new TreeMap<>(sent)
        .forEach((name, key) -> indexes.put(AirbyteRecord.storedTableName(name), fields(key)));
    indexes.values().forEach(KeyPaths::requireIndexable);
    database.transact(
        TransactionLimits.BACKEND,
        transaction -> {
          indexes.forEach((table, fields) -> add(transaction.catalog(), table, fields));
          return indexes.size();
        });
    return Response.empty(200);
  }

  private static List<FieldPath> fields(List<List<String>> key) {
    try {
      return KeyPaths.of(key);
    } catch (BackendException e) {
      throw new BackendException(BackendError.INVALID_PRIMARY_KEY);
    }
  }

  private void add(CatalogChanges catalog, String name, List<FieldPath> fields) {
    Table table = catalog.tableOrNew("", name);
    boolean there = catalog.index(table).filter(index -> index.fields().equals(fields)).isPresent();
    if (!there) {
      boolean backfilling = backfill.start(table.tablet());
      catalog.put(new PrimaryKeyIndex(table.tablet(), fields, backfilling));
    }
  }
}
