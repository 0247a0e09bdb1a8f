package dev.convexairbyte.destination.write;

import static dev.convexairbyte.destination.TestStream.append;
import static dev.convexairbyte.destination.TestStream.catalog;
import static dev.convexairbyte.destination.TestStream.dedup;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convexairbyte.destination.TestStream;
import dev.convexairbyte.destination.config.DestinationConfig;
import dev.convexairbyte.destination.plan.WritePlan;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** The numbers are those of the backend's transactions. */
class BatchLimitsTest {

  private static final int TRANSACTION_BYTES = 16 << 20;

  @Test
  void takesTheOperatorsLimitsWhereTheyAreSmaller() {
    assertThat(limits(10, 1000, append("log"))).isEqualTo(new BatchLimits(10, 1000));
    assertThat(limits(10, 1000, dedup("users", "id"))).isEqualTo(new BatchLimits(10, 1000));
  }

  @Test
  void anAppendedBatchIsAsLargeAsTheSettingsSayAndOneTransaction() throws IOException {
    BatchLimits most = new BatchLimits(maximum("batch_records"), maximum("batch_bytes"));

    assertThat(limits(most.objects(), most.bytes(), append("log"))).isEqualTo(most);
    assertThat(most.objects()).isLessThanOrEqualTo(16_000);
    assertThat(worstDocumentBytes(most)).isLessThanOrEqualTo(TRANSACTION_BYTES);
  }

  @Test
  void anUpsertedBatchIsAsLargeAsTheSpecSaysAndOneTransactionIfEveryRowIsThereAlready()
      throws IOException {
    BatchLimits limits =
        limits(maximum("batch_records"), maximum("batch_bytes"), dedup("users", "id"));

    assertThat(limits.objects()).isEqualTo(maximum("batch_records"));
    assertThat(setting("batch_bytes").get("description").asText())
        .contains(" " + limits.bytes() + " ");
    assertThat(2 * limits.objects()).isLessThanOrEqualTo(4096);
    assertThat(2 * worstDocumentBytes(limits)).isLessThanOrEqualTo(TRANSACTION_BYTES);
  }

  /** {@code [1,1,…]}: two bytes of JSON for each number of nine bytes. */
  private static long worstDocumentBytes(BatchLimits limits) {
    return limits.bytes() * 9L / 2 + limits.objects() * 61L;
  }

  private static BatchLimits limits(int records, int bytes, TestStream stream) {
    return BatchLimits.of(
        WritePlan.of(catalog(stream)).streams().get(0),
        DestinationConfig.parse(TestWrite.settings(new BatchLimits(records, bytes))));
  }

  private static int maximum(String setting) throws IOException {
    return setting(setting).get("maximum").asInt();
  }

  private static JsonNode setting(String name) throws IOException {
    try (InputStream spec =
        BatchLimitsTest.class.getResourceAsStream("/spec/destination/spec.json")) {
      return new ObjectMapper().readTree(spec).at("/connectionSpecification/properties/" + name);
    }
  }
}
