package dev.convexairbyte.destination.plan;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteCatalog;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteStream;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.cdk.message.SyncMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plans of all streams of a write, in the order of the catalog. */
public record WritePlan(List<StreamPlan> streams) {

  private static final Logger LOG = LoggerFactory.getLogger(WritePlan.class);

  /**
   * Plans a write.
   *
   * @throws ConnectorException naming the stream, if the catalog asks for what Convex cannot do
   */
  public static WritePlan of(ConfiguredAirbyteCatalog catalog) {
    List<StreamPlan> plans = new ArrayList<>();
    Map<String, StreamDescriptor> streamsByTable = new HashMap<>();
    for (ConfiguredAirbyteStream configured : catalog.streams()) {
      StreamPlan plan = plan(configured);
      StreamDescriptor other = streamsByTable.put(plan.table(), plan.stream());
      if (other != null) {
        throw Refusal.of(
            plan.stream(),
            "it and stream " + other + " would both be written to table " + plan.table(),
            "rename one of them or set a stream prefix");
      }
      plans.add(plan);
    }
    return new WritePlan(List.copyOf(plans));
  }

  private static StreamPlan plan(ConfiguredAirbyteStream configured) {
    StreamDescriptor stream = configured.descriptor();
    String table = TableName.of(stream);
    boolean isTruncated = isTruncated(configured);
    return switch (configured.destinationSyncMode()) {
      case APPEND -> new StreamPlan(stream, table, null, isTruncated, isTruncated);
      case APPEND_DEDUP ->
          new StreamPlan(stream, table, requiredKey(configured), isTruncated, isTruncated);
      case OVERWRITE -> {
        warnIfIncremental(configured);
        // Never held: a platform that says overwrite sends no COMPLETE, and starts a failed attempt
        // over without state.
        yield new StreamPlan(stream, table, usableKey(configured), true, false);
      }
      case UPDATE, SOFT_DELETE ->
          throw Refusal.of(
              stream,
              "Convex has no such sync mode as the catalog asks for",
              "choose append, append_dedup or overwrite");
    };
  }

  /** No platform makes such a pair, but a catalog by hand may, and PyAirbyte's replace does. */
  private static void warnIfIncremental(ConfiguredAirbyteStream configured) {
    if (configured.syncMode() == SyncMode.INCREMENTAL) {
      LOG.warn(
          "Stream {} is read incrementally and overwritten: after each sync its table holds what"
              + " that sync brought, and nothing from before. Choose append_dedup, or read it in"
              + " full.",
          configured.descriptor());
    }
  }

  private static boolean isTruncated(ConfiguredAirbyteStream configured) {
    long minimum = orZero(configured.minimumGenerationId());
    if (minimum == 0 || configured.generationId() == null) {
      return false;
    }
    if (minimum != configured.generationId()) {
      throw Refusal.of(
          configured.descriptor(),
          "its minimum generation is neither 0 nor its generation, and Convex keeps no generations"
              + " apart",
          "refresh the stream as a whole");
    }
    return true;
  }

  private static long orZero(@Nullable Long id) {
    return id == null ? 0 : id;
  }

  private static PrimaryKey requiredKey(ConfiguredAirbyteStream configured) {
    List<List<String>> paths =
        givenKey(configured)
            .orElseGet(() -> orEmpty(configured.stream().sourceDefinedPrimaryKey()));
    return PrimaryKey.of(configured.descriptor(), paths);
  }

  /**
   * The key of a stream that could do without. A platform fills in the source's own key also where
   * nobody chose it; that one is no reason to refuse the stream.
   */
  private static @Nullable PrimaryKey usableKey(ConfiguredAirbyteStream configured) {
    List<List<String>> paths = orEmpty(configured.primaryKey());
    if (paths.isEmpty()) {
      return null;
    }
    try {
      return PrimaryKey.of(configured.descriptor(), paths);
    } catch (ConnectorException e) {
      if (!paths.equals(configured.stream().sourceDefinedPrimaryKey())) {
        throw e;
      }
      LOG.warn(
          "{} Until then the table is overwritten without a key: a record does not replace another"
              + " one of the same key.",
          e.sentence());
      return null;
    }
  }

  private static Optional<List<List<String>>> givenKey(ConfiguredAirbyteStream configured) {
    return Optional.of(orEmpty(configured.primaryKey())).filter(paths -> !paths.isEmpty());
  }

  private static List<List<String>> orEmpty(@Nullable List<List<String>> paths) {
    return paths == null ? List.of() : paths;
  }
}
