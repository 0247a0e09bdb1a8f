package dev.convexairbyte.destination.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.client.Deployment;

/**
 * The settings of spec/destination/spec.json.
 *
 * @param onRecordError what a record that Convex could not store does to the write
 * @param concurrency most requests that are under way at a time
 * @param batchRecords most records in one request
 * @param batchBytes size of the records, in bytes, at which a request is sent
 */
public record DestinationConfig(
    Deployment deployment,
    LargeIntegers largeIntegers,
    OnRecordError onRecordError,
    int concurrency,
    int batchRecords,
    int batchBytes) {

  static final LargeIntegers DEFAULT_LARGE_INTEGERS = LargeIntegers.STRING;
  static final OnRecordError DEFAULT_ON_RECORD_ERROR = OnRecordError.FAIL;
  static final int DEFAULT_CONCURRENCY = 4;
  static final int DEFAULT_BATCH_RECORDS = 1000;
  static final int DEFAULT_BATCH_BYTES = 7 << 19;

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
        config.hasNonNull("on_record_error")
            ? OnRecordError.of(config.get("on_record_error").asText())
            : DEFAULT_ON_RECORD_ERROR,
        config.path("concurrency").asInt(DEFAULT_CONCURRENCY),
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
