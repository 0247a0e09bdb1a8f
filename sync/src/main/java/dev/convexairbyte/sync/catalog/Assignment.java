package dev.convexairbyte.sync.catalog;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt has to do, and the catalogs that tell it to the connectors
 * (airbytehq/airbyte-platform, DefaultProtocolSerializer).
 *
 * @param syncId of the job; 0 where the destination knows no generations
 */
public record Assignment(List<Task> tasks, long syncId) {

  /**
   * One stream.
   *
   * @param generation null where the destination knows none
   */
  public record Task(ConnectionStream stream, @Nullable Generation generation) {}

  public List<ConnectionStream> streams() {
    return tasks.stream().map(Task::stream).toList();
  }

  public boolean hasGenerations() {
    return tasks.stream().anyMatch(task -> task.generation() != null);
  }

  public ObjectNode forSource() {
    return catalog(WriteMode::forSource);
  }

  public ObjectNode forDestination() {
    return catalog(UnaryOperator.identity());
  }

  private ObjectNode catalog(UnaryOperator<WriteMode> told) {
    ObjectNode catalog = JsonNodeFactory.instance.objectNode();
    tasks.forEach(task -> catalog.withArray("streams").add(configured(task, told)));
    return catalog;
  }

  private ObjectNode configured(Task task, UnaryOperator<WriteMode> told) {
    ObjectNode stream = task.stream().configured().deepCopy();
    WriteMode mode = task.stream().writeMode();
    Generation generation = task.generation();
    if (generation == null) {
      stream.remove(List.of("generation_id", "minimum_generation_id", "sync_id"));
      return stream.put("destination_sync_mode", told.apply(mode.withoutGenerations()).word());
    }
    return stream
        .put("destination_sync_mode", told.apply(mode.withGenerations()).word())
        .put("generation_id", generation.id())
        .put("minimum_generation_id", generation.minimum())
        .put("sync_id", syncId);
  }
}
