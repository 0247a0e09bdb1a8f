package dev.convexairbyte.stub.export;

import com.fasterxml.jackson.core.TreeNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.export.TableShapes.TableShape;
import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Endpoint;
import dev.convexairbyte.stub.http.Query;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.VerifiedAgainst;
import dev.convexairbyte.stub.schema.DeclaredSchema;
import dev.convexairbyte.values.ValueFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * GET /api/json_schemas: what the documents of every table look like now. A table whose documents
 * have no common shape is described by the declared schema; what that cannot fails the whole call.
 */
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    inferred = "the order of components below the root")
public final class JsonSchemas implements Endpoint {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ShapeReader shapes;
  private final Authenticator authenticator;

  public JsonSchemas(ShapeReader shapes, Authenticator authenticator) {
    this.shapes = shapes;
    this.authenticator = authenticator;
  }

  @Override
  public Set<String> methods() {
    return Set.of("GET");
  }

  @Override
  public String path() {
    return "/api/json_schemas";
  }

  @Override
  public Response answer(Request request) {
    Query query = request.query();
    boolean deltaSchema = query.flag("deltaSchema");
    boolean byComponent = query.flag("byComponent");
    Optional<String> formatName = query.one("format");
    authenticator.identify(request).requireExport();
    ValueFormat format = Row.format(formatName);
    ObjectNode schemas = JsonNodeFactory.instance.objectNode();
    DeploymentShapes deployment = shapes.read();
    deployment
        .components()
        .forEach(
            (component, tableShapes) -> {
              ObjectNode tables = byComponent ? schemas.putObject(component) : schemas;
              Optional<DeclaredSchema> declared =
                  component.isEmpty() ? deployment.schema() : Optional.empty();
              SchemaTypes types = new SchemaTypes(format);
              SchemaWriter writer = new SchemaWriter(types, tableShapes.names());
              for (TableShape table : tableShapes.tables()) {
                tables.set(
                    table.table().name(), schema(types, writer, table, declared, deltaSchema));
              }
            });
    return Response.json(json -> MAPPER.writeTree(json, (TreeNode) schemas));
  }

  private static ObjectNode schema(
      SchemaTypes types,
      SchemaWriter writer,
      TableShape table,
      Optional<DeclaredSchema> declared,
      boolean deltaSchema) {
    ObjectNode schema = schema(types, writer, table, declared);
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    if (deltaSchema) {
      ObjectNode properties = schema.withObjectProperty("properties");
      properties.set("_table", SchemaTypes.type("string"));
      properties.set("_component", SchemaTypes.type("string"));
      properties.set("_ts", SchemaTypes.type("integer"));
      properties.set("_deleted", SchemaTypes.type("boolean"));
    }
    return schema;
  }

  private static ObjectNode schema(
      SchemaTypes types, SchemaWriter writer, TableShape table, Optional<DeclaredSchema> declared) {
    String name = table.table().name();
    if (table.isEmpty()) {
      return types.document(name, Map.of());
    }
    return table
        .fields()
        .map(writer::object)
        .orElseGet(() -> DeclaredTable.of(declared, name).write(types));
  }
}
