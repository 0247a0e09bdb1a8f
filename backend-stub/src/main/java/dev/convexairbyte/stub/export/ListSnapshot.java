package dev.convexairbyte.stub.export;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Identity;
import dev.convexairbyte.stub.http.JsonBody;
import dev.convexairbyte.stub.http.Query;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.VerifiedAgainst;
import dev.convexairbyte.values.ValueFormat;
import java.io.IOException;
import java.util.Optional;

/** GET and POST /api/list_snapshot: the documents as of one time, page by page. */
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    inferred = {
      "a malformed selection selects everything",
      "of two equal keys of the selection the later counts",
      "a table deleted after the snapshot is still served",
      "503 for a snapshot within five days but out of document retention"
    },
    decided = "a page whose time is up ends with the row that was produced in it")
public final class ListSnapshot extends RowEndpoint<ListSnapshot.Arguments> {

  private final Database database;
  private final ReadWindow window;
  private final PageLimit limit;

  public ListSnapshot(
      Database database, Authenticator authenticator, ReadWindow window, PageLimit limit) {
    super(authenticator);
    this.database = database;
    this.window = window;
    this.limit = limit;
  }

  /** What a request may ask for. */
  record Arguments(
      Optional<Long> snapshot,
      Optional<String> cursor,
      Selection selection,
      Optional<String> format) {}

  @Override
  Arguments arguments(Query query) {
    return new Arguments(
        query.integer("snapshot"),
        query.one("cursor"),
        SelectionArgument.of(query),
        query.one("format"));
  }

  @Override
  Arguments arguments(JsonBody body) {
    return new Arguments(
        body.optional("snapshot").map(JsonBody::integer),
        body.optional("cursor").map(JsonBody::text),
        SelectionArgument.of(body.json()),
        body.optional("format").map(JsonBody::text));
  }

  @Override
  public String path() {
    return "/api/list_snapshot";
  }

  @Override
  Response page(Identity identity, Arguments arguments) {
    identity.requireExport();
    if (arguments.snapshot().orElse(0L) < 0) {
      throw new BackendException(BackendError.INTERNAL_SERVER_ERROR);
    }
    Optional<SnapshotCursor> cursor = arguments.cursor().map(SnapshotCursor::parse);
    arguments.selection().requireValid();
    identity.requireSystem();
    SnapshotPage page =
        database.read(
            (log, catalog) -> {
              long snapshot = arguments.snapshot().orElse(log.latest());
              window.requireSnapshot(log, snapshot);
              return SnapshotPage.read(
                  log, catalog, snapshot, cursor, arguments.selection(), limit);
            });
    // The backend looks at the format last, so that a bad one costs a whole page.
    ValueFormat format = Row.format(arguments.format());
    return Response.json(json -> write(json, page, format));
  }

  private static void write(JsonGenerator json, SnapshotPage page, ValueFormat format)
      throws IOException {
    json.writeStartObject();
    writeRows(json, page.rows(), format, false);
    json.writeNumberField("snapshot", page.snapshot());
    json.writeStringField("cursor", page.next().map(SnapshotCursor::toString).orElse(null));
    json.writeBooleanField("hasMore", page.next().isPresent());
    json.writeEndObject();
  }
}
