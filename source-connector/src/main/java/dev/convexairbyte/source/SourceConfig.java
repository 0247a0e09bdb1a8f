package dev.convexairbyte.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.client.Deployment;
import dev.convexairbyte.source.catalog.Exclusions;
import dev.convexairbyte.source.read.SnapshotMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The settings of {@code spec/source/spec.json}. */
record SourceConfig(Deployment deployment, SnapshotMode snapshotMode, Exclusions exclusions) {

  /**
   * @param config satisfies the spec
   */
  static SourceConfig parse(JsonNode config) {
    List<String> exclude = new ArrayList<>();
    config.path("exclude").forEach(glob -> exclude.add(glob.asText()));
    try {
      return new SourceConfig(
          Deployment.of(config.path("deployment_url").asText(), config.path("access_key").asText()),
          SnapshotMode.valueOf(
              config.path("snapshot_mode").asText("initial").toUpperCase(Locale.ROOT)),
          Exclusions.of(exclude));
    } catch (IllegalArgumentException e) {
      throw ConnectorException.config(String.valueOf(e.getMessage()), e);
    }
  }
}
