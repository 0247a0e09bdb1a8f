package dev.convexairbyte.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.client.Deployment;

/** The settings of {@code spec/source/spec.json}. */
record SourceConfig(Deployment deployment) {

  /**
   * @param config satisfies the spec
   */
  static SourceConfig parse(JsonNode config) {
    try {
      return new SourceConfig(
          Deployment.of(
              config.path("deployment_url").asText(), config.path("access_key").asText()));
    } catch (IllegalArgumentException e) {
      throw ConnectorException.config(String.valueOf(e.getMessage()), e);
    }
  }
}
