package dev.convexairbyte.cdk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.io.MessageWriter;
import dev.convexairbyte.cdk.message.AirbyteCatalog;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteCatalog;
import java.util.List;

/**
 * A connector that reads. Mirrors Source of Airbyte's Java CDK, but {@code read} pushes into the
 * writer where the CDK returns an iterator: rows then go from the response to the line without
 * becoming objects in between.
 */
public non-sealed interface Source extends Connector {

  /** Lists the streams of the deployment. */
  AirbyteCatalog discover(JsonNode config);

  /**
   * Reads the configured streams to their end.
   *
   * @param state the saved STATE bodies, empty where there is none; never LEGACY
   * @param output takes records, states and stream statuses; the caller flushes and closes it
   */
  void read(
      JsonNode config,
      ConfiguredAirbyteCatalog catalog,
      List<AirbyteStateMessage> state,
      MessageWriter output);
}
