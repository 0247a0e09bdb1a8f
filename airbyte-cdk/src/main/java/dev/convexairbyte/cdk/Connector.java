package dev.convexairbyte.cdk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.message.AirbyteConnectionStatus;

/** What every connector answers. Mirrors Integration of Airbyte's Java CDK. */
public sealed interface Connector permits Source, Destination {

  /**
   * The class path address of the connector's spec: a file that holds the ConnectorSpecification
   * object. A file and not an object, so that {@code spec} can be answered without parsing it.
   */
  String specResource();

  /**
   * Tries whether the connector would work with this config.
   *
   * @param config a config that satisfies the spec
   * @throws dev.convexairbyte.cdk.failure.ConnectorException to say that it would not, and why;
   *     reported as a FAILED status
   */
  AirbyteConnectionStatus check(JsonNode config);
}
