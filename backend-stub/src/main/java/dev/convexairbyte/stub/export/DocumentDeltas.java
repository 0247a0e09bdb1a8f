package dev.convexairbyte.stub.export;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Endpoint;
import dev.convexairbyte.stub.http.Identity;
import dev.convexairbyte.stub.http.JsonBody;
import dev.convexairbyte.stub.http.Query;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.VerifiedAgainst;
import dev.convexairbyte.values.ValueFormat;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** GET and POST /api/document_deltas: what was committed after a cursor, page by page. */
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    inferred = "a malformed selection selects everything")
public final class DocumentDeltas implements Endpoint {

  private final Database database;
  private final Authenticator authenticator;
  private final ReadWindow window;
  private final int pageRows;

  public DocumentDeltas(
      Database database, Authenticator authenticator, ReadWindow window, int pageRows) {
    this.database = database;
    this.authenticator = authenticator;
    this.window = window;
    this.pageRows = pageRows;
  }

  private record Arguments(Optional<Long> cursor, Selection selection, Optional<String> format) {

    static Arguments of(Query query) {
      return new Arguments(
          query.integer("cursor"), SelectionArgument.of(query), query.one("format"));
    }

    static Arguments of(JsonBody body) {
      return new Arguments(
          body.optional("cursor").map(JsonBody::integer),
          SelectionArgument.of(body.json()),
          body.optional("format").map(JsonBody::text));
    }
  }

  @Override
  public Set<String> methods() {
    return Set.of("GET", "POST");
  }

  @Override
  public String path() {
    return "/api/document_deltas";
  }

  @Override
  public Response answer(Request request) {
    if (request.method().equals("GET")) {
      Arguments arguments = Arguments.of(request.query());
      return answer(authenticator.identify(request), arguments);
    }
    Identity identity = authenticator.identify(request);
    return answer(identity, Arguments.of(JsonBody.of(request, JsonBody.DEFAULT_LIMIT)));
  }

  private Response answer(Identity identity, Arguments arguments) {
    identity.requireAdmin();
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
    json.writeArrayFieldStart("values");
    for (Row row : page.rows()) {
      row.writeTo(json, format, true);
    }
    json.writeEndArray();
    json.writeNumberField("cursor", page.cursor());
    json.writeBooleanField("hasMore", page.hasMore());
    json.writeEndObject();
  }
}
