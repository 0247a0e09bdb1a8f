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

/** GET and POST /api/document_deltas: what was committed after a cursor, page by page. */
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    inferred = {
      "a malformed selection selects everything",
      "of two equal keys of the selection the later counts"
    })
public final class DocumentDeltas extends RowEndpoint<DocumentDeltas.Arguments> {

  private final Database database;
  private final ReadWindow window;
  private final int pageRows;

  public DocumentDeltas(
      Database database, Authenticator authenticator, ReadWindow window, int pageRows) {
    super(authenticator);
    this.database = database;
    this.window = window;
    this.pageRows = pageRows;
  }

  /** What a request may ask for. */
  record Arguments(Optional<Long> cursor, Selection selection, Optional<String> format) {}

  @Override
  Arguments arguments(Query query) {
    return new Arguments(query.integer("cursor"), SelectionArgument.of(query), query.one("format"));
  }

  @Override
  Arguments arguments(JsonBody body) {
    return new Arguments(
        body.optional("cursor").map(JsonBody::integer),
        SelectionArgument.of(body.json()),
        body.optional("format").map(JsonBody::text));
  }

  @Override
  public String path() {
    return "/api/document_deltas";
  }

  @Override
  Response page(Identity identity, Arguments arguments) {
    identity.requireExport();
    long cursor =
        arguments
            .cursor()
            .orElseThrow(() -> new BackendException(BackendError.DOCUMENT_DELTAS_CURSOR_REQUIRED));
    if (cursor < 0) {
      throw new BackendException(BackendError.INTERNAL_SERVER_ERROR);
    }
    arguments.selection().requireValid();
    identity.requireSystem();
    DeltasPage page =
        database.read(
            (log, catalog) -> {
              window.requireCursor(log, cursor);
              return DeltasPage.read(log, catalog, cursor, arguments.selection(), pageRows);
            });
    // The backend looks at the format last, so that a bad one costs a whole page.
    ValueFormat format = Row.format(arguments.format());
    return Response.json(json -> write(json, page, format));
  }

  private static void write(JsonGenerator json, DeltasPage page, ValueFormat format)
      throws IOException {
    json.writeStartObject();
    writeRows(json, page.rows(), format, true);
    json.writeNumberField("cursor", page.cursor());
    json.writeBooleanField("hasMore", page.hasMore());
    json.writeEndObject();
  }
}
