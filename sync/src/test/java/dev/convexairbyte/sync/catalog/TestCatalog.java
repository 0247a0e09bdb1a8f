package dev.convexairbyte.sync.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Streams for tests, written as {@code name:incremental+append_dedup}. */
public final class TestCatalog {

  private TestCatalog() {}

  /**
   * A stream; {@code ~} behind the name says that it is resumable, {@code shop/name} a namespace.
   */
  public static ConnectionStream stream(String text) {
    String[] parts = text.split(":", -1);
    boolean isResumable = parts[0].endsWith("~");
    String full = isResumable ? parts[0].substring(0, parts[0].length() - 1) : parts[0];
    int slash = full.indexOf('/');
    Modes modes = Modes.parse(parts[1]);
    ObjectNode configured = Json.mapper().createObjectNode();
    ObjectNode stream = configured.putObject("stream");
    stream.put("name", full.substring(slash + 1));
    if (slash > 0) {
      stream.put("namespace", full.substring(0, slash));
    }
    stream.putObject("json_schema").putObject("properties").putObject("id");
    stream.putArray("supported_sync_modes").add("full_refresh").add("incremental");
    stream.put("is_resumable", isResumable);
    configured
        .put("sync_mode", modes.syncMode().name().toLowerCase(java.util.Locale.ROOT))
        .put("destination_sync_mode", modes.writeMode().word());
    if (modes.writeMode().dedups()) {
      configured.putArray("primary_key").addArray().add("id");
    }
    try {
      return ConnectionStream.of(configured);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public static ConnectionCatalog of(String... streams) {
    List<ConnectionStream> all = new ArrayList<>();
    for (String stream : streams) {
      all.add(stream(stream));
    }
    return new ConnectionCatalog(all);
  }

  /** An attempt of these streams for a destination without generations. */
  public static Assignment assignment(String... streams) {
    return new Assignment(
        of(streams).streams().stream().map(stream -> new Assignment.Task(stream, null)).toList(),
        0);
  }

  /** The same for a destination that knows them: everything is of generation 1. */
  public static Assignment withGenerations(String... streams) {
    return new Assignment(
        of(streams).streams().stream()
            .map(
                stream ->
                    new Assignment.Task(
                        stream, new Generation(1, stream.writeMode().overwrites() ? 1 : 0)))
            .toList(),
        7);
  }
}
