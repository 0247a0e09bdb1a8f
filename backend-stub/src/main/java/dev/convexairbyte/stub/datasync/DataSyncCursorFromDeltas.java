package dev.convexairbyte.stub.datasync;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.export.ReadWindow;
import dev.convexairbyte.stub.export.Selection;
import dev.convexairbyte.stub.export.SelectionArgument;
import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Endpoint;
import dev.convexairbyte.stub.http.Identity;
import dev.convexairbyte.stub.http.JsonBody;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.VerifiedAgainst;
import dev.convexairbyte.stub.log.DocumentLog;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * POST /api/data_sync_cursor_from_deltas: lets a client of document_deltas go on with data sync.
 * Takes every table that is selected now for synced as of the cursor.
 */
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    inferred = {
      "a null selection is malformed",
      "of two equal keys within the selection the later counts"
    },
    decided =
        "cursors are sealed with AES-GCM, not AES-GCM-SIV, and their bytes are the stub's own")
public final class DataSyncCursorFromDeltas implements Endpoint {

  private final Database database;
  private final Authenticator authenticator;
  private final ReadWindow window;
  private final SyncCursors cursors;
  private final SyncIds ids;

  public DataSyncCursorFromDeltas(
      Database database,
      Authenticator authenticator,
      ReadWindow window,
      SyncCursors cursors,
      SyncIds ids) {
    this.database = database;
    this.authenticator = authenticator;
    this.window = window;
    this.cursors = cursors;
    this.ids = ids;
  }

  @Override
  public Set<String> methods() {
    return Set.of("POST");
  }

  @Override
  public String path() {
    return "/api/data_sync_cursor_from_deltas";
  }

  @Override
  public Response answer(Request request) {
    Identity identity = authenticator.identify(request);
    JsonBody body = JsonBody.of(request, JsonBody.DEFAULT_LIMIT);
    long ts = body.field("cursor").integer();
    Selection selection = SelectionArgument.strict(body);
    identity.requireExport();
    if (ts < 0) {
      throw new BackendException(BackendError.INVALID_DATA_SYNC_CURSOR);
    }
    DataSync.requireValid(selection);
    identity.requireSystem();
    String syncId = ids.next(request);
    SyncCursor cursor =
        database.read(
            (log, catalog) -> {
              requireKept(log, ts);
              return new SyncCursor(
                  syncId, ts, SelectedTables.of(catalog, selection), Optional.empty(), 0);
            });
    String token = cursors.seal(cursor);
    return Response.json(json -> write(json, token));
  }

  private void requireKept(DocumentLog log, long ts) {
    if (ts > log.latest()) {
      throw new BackendException(BackendError.INVALID_DATA_SYNC_CURSOR);
    }
    if (!window.keepsSnapshot(log, ts)) {
      throw new BackendException(BackendError.DATA_SYNC_CURSOR_EXPIRED);
    }
  }

  private static void write(JsonGenerator json, String token) throws IOException {
    json.writeStartObject();
    json.writeStringField("cursor", token);
    json.writeEndObject();
  }
}
