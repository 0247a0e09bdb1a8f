package dev.convexairbyte.stub.importing;

import dev.convexairbyte.stub.database.Database;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** POST /api/streaming_import/import_airbyte_records: records of any number of tables. */
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    inferred = {
      "of two names that become one table the later wins",
      "a missing key value is reported before a missing index",
      "how much of a transaction's limits each record takes"
    },
    decided = "transactions run one after another and never conflict")
public final class ImportAirbyteRecords implements Endpoint {

  private static final int MAX_BODY = 10 * (2 << 20);

  private final Authenticator authenticator;
  private final RecordImport recordImport;

  public ImportAirbyteRecords(Database database, Authenticator authenticator, Backfill backfill) {
    this.authenticator = authenticator;
    this.recordImport = new RecordImport(database, backfill);
  }

  @Override
  public Set<String> methods() {
    return Set.of("POST");
  }

  @Override
  public String path() {
    return "/api/streaming_import/import_airbyte_records";
  }

  @Override
  public Response answer(Request request) {
    Identity identity = authenticator.identify(request);
    ImportBody body = JsonBody.read(request, MAX_BODY, ImportBody::read);
    identity.requireImport();
    List<AirbyteRecord> records =
        body.messages().stream()
            .map(message -> AirbyteRecord.of(message.tableName(), message.data()))
            .toList();
    recordImport.run(records, streams(body.tables()));
    return Response.empty(200);
  }

  private static Map<String, Optional<List<FieldPath>>> streams(
      Map<String, Optional<List<List<String>>>> tables) {
    Map<String, Optional<List<FieldPath>>> streams = new HashMap<>();
    new TreeMap<>(tables)
        .forEach(
            (name, key) ->
                streams.put(
                    AirbyteRecord.storedTableName(name), key.map(ImportAirbyteRecords::fields)));
    return streams;
  }

  private static List<FieldPath> fields(List<List<String>> key) {
    if (key.isEmpty()) {
      throw new BackendException(BackendError.EMPTY_PRIMARY_KEY);
    }
    return KeyPaths.of(key);
  }
}
