package dev.convexairbyte.stub.datasync;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.datasync.SyncStatus.Snapshotting;
import dev.convexairbyte.stub.datasync.SyncStatus.Stale;
import dev.convexairbyte.stub.datasync.SyncStatus.UpToDate;
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

/** POST /api/v1/data/sync: one page after the other of all documents, then of their changes. */
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    inferred = {
      "a table that an import is filling truncates the one of its name",
      "a null selection is malformed",
      "of two equal keys within the selection the later counts",
      "columns that are selected later come with the next change of each document"
    },
    decided = {
      "cursors are sealed with AES-GCM, not AES-GCM-SIV, and their bytes are the stub's own",
      "only document retention makes a cursor expire; index retention is not kept",
      "there is no audit log, and no start during which table summaries are missing"
    })
public final class DataSync implements Endpoint {

  private final Database database;
  private final Authenticator authenticator;
  private final ReadWindow window;
  private final SyncLimits limits;
  private final SyncCursors cursors;
  private final SyncIds ids;
  private final SyncProgress progress;

  public DataSync(
      Database database,
      Authenticator authenticator,
      ReadWindow window,
      SyncLimits limits,
      SyncCursors cursors,
      SyncIds ids,
      SyncProgress progress) {
    this.database = database;
    this.authenticator = authenticator;
    this.window = window;
    this.limits = limits;
    this.cursors = cursors;
    this.ids = ids;
    this.progress = progress;
  }

  @Override
  public Set<String> methods() {
    return Set.of("POST");
  }

  @Override
  public String path() {
    return "/api/v1/data/sync";
  }

  @Override
  public Response answer(Request request) {
    Identity identity = authenticator.identify(request);
    JsonBody body = JsonBody.of(request, JsonBody.DEFAULT_LIMIT);
    Optional<String> token = body.optional("cursor").map(JsonBody::text);
    Selection selection = SelectionArgument.strict(body);
    identity.requireExport();
    Optional<SyncCursor> sent = token.map(cursors::open);
    requireValid(selection);
    identity.requireSystem();
    SyncPage page = page(sent, selection, request);
    progress.record(page);
    String next = cursors.seal(page.cursor());
    return Response.json(json -> write(json, page, selection, next));
  }

  static void requireValid(Selection selection) {
    if (!selection.isValid()) {
      throw new BackendException(BackendError.INVALID_DATA_SYNC_SELECTION);
    }
  }

  private SyncPage page(Optional<SyncCursor> sent, Selection selection, Request request) {
    return database.read(
        (log, catalog) -> {
          sent.ifPresent(cursor -> requireReadable(log, cursor));
          SyncCursor cursor =
              sent.orElseGet(() -> SyncCursor.start(ids.next(request), log.latest()));
          return SyncPage.read(log, cursor, SelectedTables.of(catalog, selection), limits);
        });
  }

  private void requireReadable(DocumentLog log, SyncCursor cursor) {
    if (cursor.ts() > log.latest()) {
      throw new BackendException(BackendError.INVALID_DATA_SYNC_CURSOR);
    }
    if (!window.keepsChangesAfter(log, cursor.ts())) {
      throw new BackendException(BackendError.DATA_SYNC_CURSOR_EXPIRED);
    }
  }

  private static void write(JsonGenerator json, SyncPage page, Selection selection, String next)
      throws IOException {
    json.writeStartObject();
    writeStatus(json, page.status());
    json.writeArrayFieldStart("truncates");
    for (TableName table : page.truncates()) {
      json.writeStartObject();
      json.writeStringField("component", table.component());
      json.writeStringField("table", table.name());
      json.writeEndObject();
    }
    json.writeEndArray();
    SyncValues.write(json, page, selection);
    json.writeStringField("syncId", page.cursor().syncId());
    json.writeObjectFieldStart("pagination");
    json.writeBooleanField("hasMore", true);
    json.writeStringField("nextCursor", next);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeStatus(JsonGenerator json, SyncStatus status) throws IOException {
    json.writeObjectFieldStart("status");
    if (status instanceof Snapshotting) {
      json.writeStringField("type", "snapshotting");
    } else if (status instanceof Stale stale) {
      json.writeStringField("type", "stale");
      json.writeNumberField("snapshotTs", stale.ts());
    } else if (status instanceof UpToDate upToDate) {
      json.writeStringField("type", "upToDate");
      json.writeNumberField("snapshotTs", upToDate.ts());
    }
    json.writeEndObject();
  }
}
