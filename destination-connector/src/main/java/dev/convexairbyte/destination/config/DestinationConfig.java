package dev.convexairbyte.destination.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.client.Deployment;

/**
 * The settings of spec/destination/spec.json.
 *
 * @param batchRecords most records in one request
 * @param batchBytes size of the records, in bytes, at which a request is sent
 */
public record DestinationConfig(
    Deployment deployment, LargeIntegers largeIntegers, int batchRecords, int batchBytes) {

  static final LargeIntegers DEFAULT_LARGE_INTEGERS = LargeIntegers.STRING;
  static final int DEFAULT_BATCH_RECORDS = 1000;
  static final int DEFAULT_BATCH_BYTES = 4 << 20;

  /**
   * Reads a config that satisfies the spec; an absent setting and a null one are the same.
   *
   * @throws ConnectorException if the URL cannot be a deployment's
   */
  public static DestinationConfig parse(JsonNode config) {
    return new DestinationConfig(
        deployment(config),
        config.hasNonNull("large_integers")
            ? LargeIntegers.of(config.get("large_integers").asText())
            : DEFAULT_LARGE_INTEGERS,
        config.path("batch_records").asInt(DEFAULT_BATCH_RECORDS),
        config.path("batch_bytes").asInt(DEFAULT_BATCH_BYTES));
  }

  private static Deployment deployment(JsonNode config) {
    try {
      return Deployment.of(
          config.path("deployment_url").asText(), config.path("access_key").asText());
    } catch (IllegalArgumentException e) {
      throw ConnectorException.config(String.valueOf(e.getMessage()), e);
    }
  }
}
