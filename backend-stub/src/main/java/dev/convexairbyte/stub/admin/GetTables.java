package dev.convexairbyte.stub.admin;

import dev.convexairbyte.stub.database.Database;
import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.StubDecision;
import dev.convexairbyte.stub.tables.Table;
import java.util.Comparator;
import java.util.List;

/** GET /_stub/tables: the tables of all components, by component and name. */
@StubDecision("a test sees which tables a client made")
public final class GetTables extends AdminEndpoint {

  private final Database database;

  public GetTables(Authenticator authenticator, Database database) {
    super(authenticator, "GET", "/_stub/tables");
    this.database = database;
  }

  @Override
  Response administer(Request request) {
    List<Table> tables =
        database.read(
            (log, catalog) ->
                catalog.tables().stream()
                    .filter(Table::isVisible)
                    .sorted(Comparator.comparing(Table::component).thenComparing(Table::name))
                    .toList());
    return Response.json(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("tables");
          for (Table table : tables) {
            json.writeStartObject();
            json.writeStringField("component", table.component());
            json.writeStringField("table", table.name());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
