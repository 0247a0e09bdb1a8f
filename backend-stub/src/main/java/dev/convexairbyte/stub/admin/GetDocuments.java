package dev.convexairbyte.stub.admin;

import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Query;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.StubDecision;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ValueEncoder;
import dev.convexairbyte.values.ValueFormat;
import java.util.List;

/** GET /_stub/documents: all live documents of a table, by id; none where there is no table. */
@StubDecision("a test compares what arrived without walking a snapshot")
public final class GetDocuments extends AdminEndpoint {

  private final Database database;

  public GetDocuments(Authenticator authenticator, Database database) {
    super(authenticator, "GET", "/_stub/documents");
    this.database = database;
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
    List<ObjectValue> documents = database.documents(component, table);
    return Response.json(
        json -> {
          ValueEncoder encoder = new ValueEncoder(json, format);
          json.writeStartObject();
          json.writeArrayFieldStart("documents");
          for (ObjectValue document : documents) {
            encoder.write(document);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static ValueFormat format(String name) {
    return switch (name) {
      case "encoded" -> ValueFormat.ENCODED;
      case "clean" -> ValueFormat.CLEAN;
      default ->
          throw bad(
              "Tried to show documents but failed because the format is unknown; use encoded or clean.");
    };
  }
}
