package dev.convexairbyte.source.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.message.AirbyteCatalog;
import dev.convexairbyte.cdk.message.AirbyteStream;
import dev.convexairbyte.cdk.message.SyncMode;
import dev.convexairbyte.client.ConvexClient;
import dev.convexairbyte.client.ConvexException;
import dev.convexairbyte.client.Retries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists the tables of a deployment as streams: one for each (component, table), sorted by name. */
public final class Discovery {

  private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

  private final ConvexClient client;
  private final Retries retries;

  public Discovery(ConvexClient client, Retries retries) {
    this.client = client;
    this.retries = retries;
  }

  /**
   * One table whose documents cannot be described makes json_schemas fail for all of them
   * (get-convex/convex-backend, crates/local_backend/src/streaming_export.rs). Then the tables and
   * their columns are listed without types.
   */
  public AirbyteCatalog discover() {
    try {
      return streams(retries.call(client::jsonSchemas), StreamSchema::ofConvexSchema);
    } catch (ConvexException e) {
      if (!isOddTable(e)) {
        throw e;
      }
      LOG.warn(
          "One table's documents have no JSON schema ({}), so Convex describes none of the tables:"
              + " their columns are listed without types.",
          e.code());
      return streams(retries.call(client::tableColumnNames), StreamSchema::ofColumns);
    }
  }

  private static boolean isOddTable(ConvexException e) {
    String code = e.code();
    return e.status() == 400 && code != null && code.endsWith("ForExport");
  }

  private static <T> AirbyteCatalog streams(
      Map<String, Map<String, T>> tablesByComponent, Function<T, ObjectNode> schema) {
    List<AirbyteStream> streams = new ArrayList<>();
    new TreeMap<>(tablesByComponent)
        .forEach(
            (component, tables) ->
                new TreeMap<>(tables)
                    .forEach(
                        (table, described) ->
                            streams.add(stream(component, table, schema.apply(described)))));
    return new AirbyteCatalog(streams);
  }

  private static AirbyteStream stream(String component, String table, JsonNode schema) {
    return new AirbyteStream(
        table,
        component.isEmpty() ? null : component,
        schema,
        List.of(SyncMode.FULL_REFRESH, SyncMode.INCREMENTAL),
        true,
        List.of("_ts"),
        List.of(List.of("_id")),
        true);
  }
}
