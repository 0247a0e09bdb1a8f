package dev.convexairbyte.sync.program;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.sync.failure.Party;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A connector that can be run: its command, and the folder with the files that it is given. */
public final class ConnectorProgram {

  private static final String CONFIG = "config";
  private static final String CATALOG = "catalog";
  private static final String STATE = "state";

  private final Party party;
  private final ConnectorCommand command;
  private final JobFolder folder;
  private final ConnectorLog log;
  private final Consumer<ProcessHandle> started;
  private JsonNode config;

  /**
   * @param started told of every process that was started
   */
  public ConnectorProgram(
      Party party,
      ConnectorCommand command,
      JsonNode config,
      JobFolder folder,
      ConnectorLog log,
      Consumer<ProcessHandle> started) {
    this.party = party;
    this.command = command;
    this.config = config;
    this.folder = folder;
    this.log = log;
    this.started = started;
  }

  /** From the next start on the connector is given this config. */
  public void useConfig(JsonNode changed) {
    config = changed;
  }

  public RunningProgram spec() {
    return start("spec", Map.of());
  }

  public RunningProgram check() {
    return start("check", Map.of(CONFIG, config));
  }

  public RunningProgram discover() {
    return start("discover", Map.of(CONFIG, config));
  }

  /**
   * Reads from these states.
   *
   * @param states as the platform passes them, an array of STATE bodies; none where it is empty
   */
  public RunningProgram read(JsonNode catalog, ArrayNode states) {
    return start(
        "read",
        states.isEmpty()
            ? Map.of(CONFIG, config, CATALOG, catalog)
            : Map.of(CONFIG, config, CATALOG, catalog, STATE, states));
  }

  public RunningProgram write(JsonNode catalog) {
    return start("write", Map.of(CONFIG, config, CATALOG, catalog));
  }

  private RunningProgram start(String verb, Map<String, JsonNode> files) {
    List<String> arguments = new ArrayList<>(List.of(verb));
    for (String name : List.of(CONFIG, CATALOG, STATE)) {
      JsonNode content = files.get(name);
      if (content != null) {
        Path file = folder.write(name + ".json", bytes(content));
        arguments.addAll(List.of("--" + name, file.toString()));
      }
    }
    ConnectorProcess process =
        ConnectorProcess.start(party, command.with(folder.path(), arguments), log);
    started.accept(process.handle());
    return process;
  }

  private static byte[] bytes(JsonNode content) {
    try {
      return Json.mapper().writeValueAsBytes(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree could not be written as JSON", e);
    }
  }
}
