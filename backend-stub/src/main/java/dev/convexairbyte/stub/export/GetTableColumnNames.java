package dev.convexairbyte.stub.export;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.convexairbyte.stub.export.TableShapes.TableShape;
import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Endpoint;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.VerifiedAgainst;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;

/**
 * GET /api/get_table_column_names: the fields seen in every table; never fails over one of them.
 */
@VerifiedAgainst(value = VerifiedAgainst.BACKEND_SOURCE, by = VerifiedAgainst.Evidence.READ)
public final class GetTableColumnNames implements Endpoint {

  private static final List<String> SYSTEM_COLUMNS = List.of("_creationTime", "_id");

  private final ShapeReader shapes;
  private final Authenticator authenticator;

  public GetTableColumnNames(ShapeReader shapes, Authenticator authenticator) {
    this.shapes = shapes;
    this.authenticator = authenticator;
  }

  @Override
  public Set<String> methods() {
    return Set.of("GET");
  }

  @Override
  public String path() {
    return "/api/get_table_column_names";
  }

  @Override
  public Response answer(Request request) {
    authenticator.identify(request).requireExport();
    NavigableMap<String, TableShapes> components = shapes.read().components();
    return Response.json(json -> write(json, components));
  }

  private static void write(JsonGenerator json, Map<String, TableShapes> components)
      throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("byComponent");
    for (Map.Entry<String, TableShapes> component : components.entrySet()) {
      if (component.getValue().tables().isEmpty()) {
        continue;
      }
      json.writeArrayFieldStart(component.getKey());
      for (TableShape table : component.getValue().tables()) {
        write(json, table);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, TableShape table) throws IOException {
    Collection<String> columns =
        table.fields().<Collection<String>>map(NavigableMap::keySet).orElse(SYSTEM_COLUMNS);
    json.writeStartObject();
    json.writeStringField("name", table.table().name());
    json.writeArrayFieldStart("columns");
    for (String column : columns) {
      json.writeString(column);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
