package dev.convexairbyte.sync.state;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.convexairbyte.cdk.file.JsonFile;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.sync.catalog.Generation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The generation of each stream, which outlives its states, and the number of the last job. Only a
 * connection has one whose destination knows generations.
 */
public final class GenerationBook {

  /**
   * No job has this number: PyAirbyte gives it to each, and to each generation too, so that a
   * destination which knows that (ours does) takes the first job's numbers for none.
   */
  private static final long NO_JOB = 1;

  private final Map<StreamDescriptor, Entry> entries = new LinkedHashMap<>();
  private long syncId = NO_JOB;

  /**
   * What is known of a stream.
   *
   * @param isUnfinished whether the job that began the generation has not come to its end
   */
  public record Entry(Generation generation, boolean isUnfinished) {

    static final Entry NONE = new Entry(new Generation(0, 0), false);
  }

  /** As it is written. */
  private record Page(@JsonProperty("sync_id") long syncId, List<Line> streams) {}

  private record Line(
      @JsonProperty("stream_descriptor") StreamDescriptor stream,
      @JsonProperty("generation_id") long generation,
      @JsonProperty("minimum_generation_id") long minimum,
      boolean unfinished) {}

  /** From a file; an empty book where there is none. */
  static GenerationBook read(Path path) {
    GenerationBook book = new GenerationBook();
    if (!Files.exists(path)) {
      return book;
    }
    JsonFile file = new JsonFile("generations", path);
    try {
      Page page = Json.mapper().treeToValue(file.object(), Page.class);
      book.syncId = page.syncId();
      for (Line line : page.streams()) {
        Generation generation = new Generation(line.generation(), line.minimum());
        book.entries.put(line.stream(), new Entry(generation, line.unfinished()));
      }
      return book;
    } catch (JsonProcessingException e) {
      throw file.failure(
          "it is not as it was written", "put it back, or clear all streams after deleting it");
    }
  }

  Entry entry(StreamDescriptor stream) {
    return entries.getOrDefault(stream, Entry.NONE);
  }

  /** The number of a new job. */
  long nextSyncId() {
    syncId++;
    return syncId;
  }

  /** The number of the job that was begun last. */
  long syncId() {
    return syncId;
  }

  void put(StreamDescriptor stream, Entry entry) {
    entries.put(stream, entry);
  }

  /** The jobs that began these streams' generations have come to their end. */
  void finish(List<StreamDescriptor> streams) {
    for (StreamDescriptor stream : streams) {
      entries.computeIfPresent(stream, (key, entry) -> new Entry(entry.generation(), false));
    }
  }

  /** What is written. */
  Object page() {
    List<Line> lines =
        entries.entrySet().stream()
            .map(
                entry ->
                    new Line(
                        entry.getKey(),
                        entry.getValue().generation().id(),
                        entry.getValue().generation().minimum(),
                        entry.getValue().isUnfinished()))
            .toList();
    return new Page(syncId, lines);
  }
}
