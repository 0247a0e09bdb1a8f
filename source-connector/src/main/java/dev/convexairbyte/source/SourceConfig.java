package dev.convexairbyte.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.client.Deployment;
import dev.convexairbyte.source.catalog.Exclusions;
import dev.convexairbyte.source.read.SnapshotMode;

/** The settings of {@code spec/source/spec.json}. */
record SourceConfig(Deployment deployment, SnapshotMode snapshotMode, Exclusions exclusions) {

  /**
   * @param config satisfies the spec
   */
  static SourceConfig parse(JsonNode config) {
    try {
      Deployment deployment =
          Deployment.of(config.path("deployment_url").asText(), config.path("access_key").asText());
      return new SourceConfig(
          deployment,
          snapshotMode(config.path("snapshot_mode").asText("initial")),
          Exclusions.of(config.path("exclude").valueStream().map(JsonNode::asText).toList()));
    } catch (IllegalArgumentException e) {
      throw ConnectorException.config(String.valueOf(e.getMessage()), e);
    }
  }

  private static SnapshotMode snapshotMode(String name) {
    return switch (name) {
      case "initial" -> SnapshotMode.INITIAL;
      case "when_needed" -> SnapshotMode.WHEN_NEEDED;
      default ->
          throw new IllegalArgumentException(
              "Tried to read snapshot_mode but failed because there is no such mode; set it to"
                  + " initial or when_needed.");
    };
  }
}
