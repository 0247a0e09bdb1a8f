package dev.convexairbyte.destination.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.message.FailureType;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DestinationConfigTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void readsTheDefaults() throws IOException {
    DestinationConfig config = DestinationConfig.parse(minimal());

    assertThat(config.deployment().url()).isEqualTo(URI.create("https://a.convex.cloud"));
    assertThat(config.largeIntegers()).isEqualTo(LargeIntegers.STRING);
    assertThat(config.batchRecords()).isEqualTo(1000);
    assertThat(config.batchBytes()).isEqualTo(3_670_016);
  }

  @Test
  void readsEverySetting() throws IOException {
    ObjectNode json = minimal();
    json.put("large_integers", "fail")
        .put("on_record_error", "skip")
        .put("concurrency", 3)
        .put("batch_records", 7)
        .put("batch_bytes", 2048);

    DestinationConfig config = DestinationConfig.parse(json);

    assertThat(config)
        .usingRecursiveComparison()
        .isEqualTo(
            new DestinationConfig(
                config.deployment(), LargeIntegers.FAIL, OnRecordError.SKIP, 3, 7, 2048));
  }

  @Test
  void takesNullForAnAbsentSetting() throws IOException {
    ObjectNode json = minimal();
    json.putNull("large_integers")
        .putNull("on_record_error")
        .putNull("concurrency")
        .putNull("batch_records")
        .putNull("batch_bytes");

    assertThat(DestinationConfig.parse(json))
        .usingRecursiveComparison()
        .isEqualTo(DestinationConfig.parse(minimal()));
  }

  @Test
  void hasTheSettingsAndDefaultsOfTheSpec() throws IOException {
    JsonNode properties = specProperties();
    ObjectNode withSpecDefaults = minimal();
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      if (property.getValue().has("default")) {
        withSpecDefaults.set(property.getKey(), property.getValue().get("default"));
      }
    }

    assertThat(DestinationConfig.parse(withSpecDefaults))
        .usingRecursiveComparison()
        .isEqualTo(DestinationConfig.parse(minimal()));
    List<String> settings =
        Arrays.stream(DestinationConfig.class.getRecordComponents())
            .map(RecordComponent::getName)
            .map(name -> name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
            .toList();
    assertThat(properties.fieldNames())
        .toIterable()
        .map(name -> name.matches("deployment_url|access_key") ? "deployment" : name)
        .containsOnlyOnceElementsOf(settings.subList(1, settings.size()))
        .hasSize(settings.size() + 1)
        .contains("deployment");
  }

  @Test
  void knowsEveryChoiceOfTheSpecForLargeIntegers() throws IOException {
    assertThat(specProperties().at("/large_integers/enum"))
        .map(choice -> LargeIntegers.of(choice.asText()))
        .containsExactlyInAnyOrder(LargeIntegers.values());
  }

  @Test
  void refusesAUrlThatIsNoDeployments() throws IOException {
    ObjectNode json = minimal().put("deployment_url", "ftp://a.convex.cloud");

    assertThatThrownBy(() -> DestinationConfig.parse(json))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.failureType()).isEqualTo(FailureType.CONFIG_ERROR))
        .hasMessageStartingWith("Tried to ")
        .hasMessageContaining("deployment_url");
  }

  private static ObjectNode minimal() throws IOException {
    return (ObjectNode)
        JSON.readTree("{\"deployment_url\":\"https://a.convex.cloud\",\"access_key\":\"k\"}");
  }

  private static JsonNode specProperties() throws IOException {
    try (InputStream spec =
        DestinationConfigTest.class.getResourceAsStream("/spec/destination/spec.json")) {
      return JSON.readTree(spec).at("/connectionSpecification/properties");
    }
  }
}
