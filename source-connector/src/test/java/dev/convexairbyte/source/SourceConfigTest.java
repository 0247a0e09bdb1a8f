package dev.convexairbyte.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.message.FailureType;
import dev.convexairbyte.client.TablePath;
import dev.convexairbyte.source.read.SnapshotMode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.junit.jupiter.api.Test;

class SourceConfigTest {

  @Test
  void readsEverySettingOfTheSpec() throws IOException {
    ObjectNode settings = settings("https://happy-otter-123.convex.cloud/");
    settings.put("snapshot_mode", "when_needed").putArray("exclude").add("audit_*");

    SourceConfig config = SourceConfig.parse(settings);

    assertThat(config.deployment().url())
        .isEqualTo(URI.create("https://happy-otter-123.convex.cloud"));
    assertThat(config.snapshotMode()).isEqualTo(SnapshotMode.WHEN_NEEDED);
    assertThat(config.exclusions().excludesTable(new TablePath("", "audit_log"))).isTrue();
    try (InputStream spec = SourceConfigTest.class.getResourceAsStream("/spec/source/spec.json")) {
      JsonNode properties =
          SourceRun.JSON.readTree(spec).path("connectionSpecification").path("properties");
      assertThat(properties.fieldNames())
          .toIterable()
          .containsExactly("deployment_url", "access_key", "snapshot_mode", "exclude");
    }
  }

  @Test
  void whatIsNotSetHasTheDefaultOfTheSpec() {
    SourceConfig config = SourceConfig.parse(settings("https://happy-otter-123.convex.cloud"));

    assertThat(config.snapshotMode()).isEqualTo(SnapshotMode.INITIAL);
    assertThat(config.exclusions().excludesTable(new TablePath("", "users"))).isFalse();
  }

  @Test
  void readsTheOptionalSettings() {
    ObjectNode settings = settings("https://happy-otter-123.convex.cloud");
    settings.put("snapshot_mode", "when_needed").putArray("exclude").add("users").add("posts.x");

    SourceConfig config = SourceConfig.parse(settings);

    assertThat(config.snapshotMode()).isEqualTo(SnapshotMode.WHEN_NEEDED);
    assertThat(config.exclusions().excludesTable(new TablePath("", "users"))).isTrue();
    assertThat(config.exclusions().fieldsOf(new TablePath("", "posts")).test("x")).isTrue();
  }

  @Test
  void aModeThatDoesNotExistIsAConfigError() {
    ObjectNode settings = settings("https://happy-otter-123.convex.cloud");
    settings.put("snapshot_mode", "never");

    assertThatThrownBy(() -> SourceConfig.parse(settings))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.failureType()).isEqualTo(FailureType.CONFIG_ERROR))
        .hasMessageContaining("set it to initial or when_needed");
  }

  @Test
  void aUrlThatCannotBeADeploymentsIsAConfigError() {
    assertThatThrownBy(() -> SourceConfig.parse(settings("https://happy-otter-123.convex.site")))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.failureType()).isEqualTo(FailureType.CONFIG_ERROR))
        .hasMessageContaining("convex.cloud");
  }

  @Test
  void doesNotShowTheKey() {
    assertThat(SourceConfig.parse(settings("https://happy-otter-123.convex.cloud")).toString())
        .doesNotContain("0123456789abcdef");
  }

  private static ObjectNode settings(String url) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("deployment_url", url)
        .put("access_key", "prod:happy-otter-123|0123456789abcdef");
  }
}
