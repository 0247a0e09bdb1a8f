package dev.convexairbyte.sync.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.convexairbyte.sync.program.RunningProgram;

/** Starts the two programs of an attempt. */
public interface Connectors {

  /**
   * Starts the source.
   *
   * @param states an array of STATE bodies
   */
  RunningProgram read(JsonNode catalog, ArrayNode states);

  /** Starts the destination. */
  RunningProgram write(JsonNode catalog);
}
