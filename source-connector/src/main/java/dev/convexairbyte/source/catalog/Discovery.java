package dev.convexairbyte.source.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.message.AirbyteCatalog;
import dev.convexairbyte.cdk.message.AirbyteStream;
import dev.convexairbyte.cdk.message.SyncMode;
import dev.convexairbyte.client.ConvexClient;
import dev.convexairbyte.client.ConvexException;
import dev.convexairbyte.client.Retries;
import dev.convexairbyte.client.TablePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists the tables of a deployment as streams: one for each (component, table), sorted by name. */
public final class Discovery {

  private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

  private final ConvexClient client;
  private final Retries retries;
  private final Exclusions exclusions;

  /** From what the deployment tells of a table to its stream's schema. */
  private interface TableSchema<T> {
    ObjectNode of(TablePath path, T told, Predicate<String> read);
  }

  public Discovery(ConvexClient client, Retries retries, Exclusions exclusions) {
    this.client = client;
    this.retries = retries;
    this.exclusions = exclusions;
  }

  /**
   * Two answers have no use as types, and then the tables and their columns are listed without
   * them. One table whose documents cannot be described makes json_schemas fail for all; and an old
   * backend mixes the components, so that a table of one hides another's of the same name
   * (get-convex/convex-backend, crates/local_backend/src/streaming_export.rs).
   */
  public AirbyteCatalog discover() {
    Map<String, Map<String, JsonNode>> schemas;
    try {
      schemas = retries.call(client::jsonSchemas);
    } catch (ConvexException e) {
      if (!isOddTable(e)) {
        throw e;
      }
      LOG.warn(
          "One table's documents have no JSON schema ({}), so Convex describes none of the tables:"
              + " their columns are listed without types.",
          e.code());
      return ofColumns();
    }
    if (!areByComponent(schemas)) {
      LOG.warn(
          "The deployment does not list its tables by component, so a description may be that of"
              + " another table of the same name: the columns are listed without types.");
      return ofMixedTables(schemas);
    }
    return streams(schemas, Discovery::described);
  }

  /** A backend as old as that may not list the columns either: then what it mixed has to do. */
  private AirbyteCatalog ofMixedTables(Map<String, Map<String, JsonNode>> schemas) {
    try {
      return ofColumns();
    } catch (ConvexException e) {
      if (e.status() != 404 && e.kind() != ConvexException.Kind.UNEXPECTED) {
        throw e;
      }
    }
    return streams(
        Map.of("", schemas),
        (path, keywords, read) -> {
          List<String> columns = new ArrayList<>();
          JsonNode properties = keywords.get("properties");
          if (properties != null) {
            properties.fieldNames().forEachRemaining(columns::add);
          }
          return StreamSchema.ofColumns(columns, read);
        });
  }

  private static ObjectNode described(TablePath path, JsonNode schema, Predicate<String> read) {
    if (!schema.path("properties").isObject()) {
      LOG.warn("Table {} has no schema that names its fields: they are left open.", path.table());
    }
    return StreamSchema.ofConvexSchema(schema, read);
  }

  private AirbyteCatalog ofColumns() {
    return streams(
        retries.call(client::tableColumnNames),
        (path, columns, read) -> StreamSchema.ofColumns(columns, read));
  }

  private static boolean isOddTable(ConvexException e) {
    String code = e.code();
    return e.status() == 400 && code != null && code.endsWith("ForExport");
  }

  /** No table can be called {@code $schema}, which every table's schema has. */
  private static boolean areByComponent(Map<String, Map<String, JsonNode>> schemas) {
    return schemas.values().stream().noneMatch(tables -> tables.containsKey("$schema"));
  }

  private <T> AirbyteCatalog streams(
      Map<String, Map<String, T>> tablesByComponent, TableSchema<T> schema) {
    List<AirbyteStream> streams = new ArrayList<>();
    new TreeMap<>(tablesByComponent)
        .forEach(
            (component, tables) ->
                new TreeMap<>(tables)
                    .forEach(
                        (table, described) -> {
                          TablePath path = new TablePath(component, table);
                          if (!exclusions.excludesTable(path)) {
                            streams.add(stream(path, schema.of(path, described, reads(path))));
                          }
                        }));
    return new AirbyteCatalog(streams);
  }

  private Predicate<String> reads(TablePath table) {
    return exclusions.fieldsOf(table).negate();
  }

  private static AirbyteStream stream(TablePath path, JsonNode schema) {
    return new AirbyteStream(
        path.table(),
        path.component().isEmpty() ? null : path.component(),
        schema,
        List.of(SyncMode.FULL_REFRESH, SyncMode.INCREMENTAL),
        true,
        List.of("_ts"),
        List.of(List.of("_id")),
        true);
  }
}
