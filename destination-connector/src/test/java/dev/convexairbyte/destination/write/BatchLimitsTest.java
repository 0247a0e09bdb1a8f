package dev.convexairbyte.destination.write;

import static dev.convexairbyte.destination.TestStream.append;
import static dev.convexairbyte.destination.TestStream.catalog;
import static dev.convexairbyte.destination.TestStream.dedup;
import static org.assertj.core.api.Assertions.assertThat;

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
  void anAppendedBatchIsOneTransaction() {
    BatchLimits limits = limits(1_000_000, 1 << 30, append("log"));

    assertThat(limits.objects()).isLessThanOrEqualTo(16_000);
    assertThat(worstDocumentBytes(limits)).isLessThanOrEqualTo(TRANSACTION_BYTES);
    assertThat(limits.bytes()).isGreaterThan(3 << 20);
  }

  @Test
  void anUpsertedBatchIsOneTransactionIfEveryRowIsThereAlready() {
    BatchLimits limits = limits(1_000_000, 1 << 30, dedup("users", "id"));

    assertThat(2 * limits.objects()).isLessThanOrEqualTo(4096);
    assertThat(2 * worstDocumentBytes(limits)).isLessThanOrEqualTo(TRANSACTION_BYTES);
    assertThat(limits.bytes()).isGreaterThan(1 << 20);
  }

  @Test
  void takesTheLargestSettingsOfTheSpecWhereThereIsNoKey() throws IOException {
    int records = largest("batch_records");
    int bytes = largest("batch_bytes");

    assertThat(limits(records, bytes, append("log"))).isEqualTo(new BatchLimits(records, bytes));
  }

  /** The two numbers that the descriptions of the spec and docs/destination.md name. */
  @Test
  void takesLessOfThemWhereThereIsAKey() throws IOException {
    BatchLimits limits =
        limits(largest("batch_records"), largest("batch_bytes"), dedup("users", "id"));

    assertThat(limits.objects()).isEqualTo(2000);
    assertThat(limits.bytes()).isBetween(1_800_000, 1_850_000);
  }

  private static int largest(String setting) throws IOException {
    try (InputStream spec =
        BatchLimitsTest.class.getResourceAsStream("/spec/destination/spec.json")) {
      return new ObjectMapper()
          .readTree(spec)
          .at("/connectionSpecification/properties/" + setting + "/maximum")
          .asInt();
    }
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
}
