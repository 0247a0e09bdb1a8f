package dev.convexairbyte.destination.death;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.destination.death.Assignment.Task;
import dev.convexairbyte.destination.death.CopiedStream.Kind;
import java.util.List;
import java.util.Random;

/** Writes the catalog of an attempt, as airbyte.md 1.8 has it. */
final class Catalog {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Assignment assignment;
  private final Random random;

  Catalog(Assignment assignment, Random random) {
    this.assignment = assignment;
    this.random = random;
  }

  JsonNode json() {
    ObjectNode catalog = JSON.createObjectNode();
    assignment.tasks().forEach(task -> catalog.withArray("streams").add(configured(task)));
    return catalog;
  }

  private ObjectNode configured(Task task) {
    CopiedStream stream = task.stream();
    ObjectNode configured = JSON.createObjectNode();
    ObjectNode described = configured.putObject("stream");
    described.put("name", stream.name());
    if (stream.namespace() != null || random.nextBoolean()) {
      described.put("namespace", stream.namespace());
    }
    described.putObject("json_schema");
    described.set("supported_sync_modes", JSON.valueToTree(List.of("full_refresh", "incremental")));
    boolean isFullRefresh = stream.kind().isFullRefresh() || assignment.isClear();
    configured.put("sync_mode", isFullRefresh ? "full_refresh" : "incremental");
    configured.put("destination_sync_mode", mode(stream.kind()));
    putKey(stream, configured, described);
    if (assignment.driver() == Driver.PLATFORM_WITH_REFRESHES) {
      configured.put("generation_id", task.generation());
      configured.put("minimum_generation_id", task.isClearedFirst() ? task.generation() : 0);
      // Not 1, which with a generation of 1 would be PyAirbyte's.
      configured.put("sync_id", 12);
    }
    return configured;
  }

  private String mode(Kind kind) {
    boolean hasGenerations = assignment.driver() == Driver.PLATFORM_WITH_REFRESHES;
    if (assignment.isClear()) {
      return hasGenerations ? "append" : "overwrite";
    }
    return switch (kind) {
      case APPEND -> "append";
      case DEDUP -> "append_dedup";
      case OVERWRITE -> hasGenerations ? "append" : "overwrite";
      case OVERWRITE_BY_KEY -> hasGenerations ? "append_dedup" : "overwrite";
    };
  }

  /** A key that was chosen, or that the source defines and nobody changed. */
  private void putKey(CopiedStream stream, ObjectNode configured, ObjectNode described) {
    JsonNode key = JSON.valueToTree(stream.shape().paths());
    boolean isFromSource = stream.kind() == Kind.DEDUP && random.nextInt(3) == 0;
    if (isFromSource || random.nextBoolean()) {
      described.set("source_defined_primary_key", key);
    }
    if (stream.kind().isKeyed() && !isFromSource) {
      configured.set("primary_key", key);
    } else if (random.nextBoolean()) {
      configured.putArray("primary_key");
    }
  }
}
