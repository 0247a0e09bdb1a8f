package dev.convexairbyte.stub.admin;

import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Query;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.StubDecision;
import dev.convexairbyte.stub.log.LogEntry;
import dev.convexairbyte.stub.log.TabletId;
import dev.convexairbyte.values.ValueEncoder;
import dev.convexairbyte.values.ValueFormat;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/** GET /_stub/documents: all live documents of a table, by id; none where there is no table. */
@StubDecision("a test compares what arrived without walking a snapshot")
public final class GetDocuments extends AdminEndpoint {

  private final Database database;

  /** What is shown, and as of when: the body is the same whenever it is written. */
  private record Contents(TabletId tablet, long ts) {}

  public GetDocuments(Authenticator authenticator, Database database) {
    super(authenticator, "GET", "/_stub/documents");
    this.database = database;
  }

  @Override
  Set<String> parameters() {
    return Set.of("component", "table", "format");
  }

  @Override
  Response administer(Request request) {
    Query query = request.query();
    String component = query.one("component").orElse("");
    String table =
        query
            .one("table")
            .orElseThrow(
                () ->
                    bad(
                        "Tried to show documents but failed because no table is named; add ?table=NAME."));
    ValueFormat format = format(query.one("format").orElse("encoded"));
    Optional<Contents> contents =
        database.read(
            (log, catalog) ->
                catalog
                    .active(component, table)
                    .map(found -> new Contents(found.tablet(), log.latest())));
    return Response.json(
        json -> {
          ValueEncoder encoder = new ValueEncoder(json, format);
          json.writeStartObject();
          json.writeArrayFieldStart("documents");
          if (contents.isPresent()) {
            write(contents.get(), encoder);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** Part by part: a table can be larger than the memory. */
  private void write(Contents contents, ValueEncoder encoder) throws IOException {
    Iterator<LogEntry> documents = database.documents(contents.tablet(), contents.ts());
    while (documents.hasNext()) {
      encoder.write(documents.next().document().orElseThrow());
    }
  }

  private static ValueFormat format(String name) {
    return switch (name) {
      case "encoded" -> ValueFormat.ENCODED;
      case "clean" -> ValueFormat.CLEAN;
      default ->
          ValueFormat.named(name)
              .orElseThrow(
                  () ->
                      bad(
                          "Tried to show documents but failed because the format is unknown; use encoded or clean."));
    };
  }
}
