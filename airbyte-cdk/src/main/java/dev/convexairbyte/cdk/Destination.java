package dev.convexairbyte.cdk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.io.MessageWriter;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteCatalog;

/** A connector that writes. Mirrors Destination of Airbyte's Java CDK. */
public non-sealed interface Destination extends Connector {

  /**
   * Makes the consumer of one write.
   *
   * @param output takes the STATE lines whose records are durable
   */
  AirbyteMessageConsumer getConsumer(
      JsonNode config, ConfiguredAirbyteCatalog catalog, MessageWriter output);
}
