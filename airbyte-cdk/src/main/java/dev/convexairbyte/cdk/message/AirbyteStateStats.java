package dev.convexairbyte.cdk.message;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Counts for the interval that a STATE closes; JSON numbers with a fraction, as the protocol types
 * them.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AirbyteStateStats(
    @Nullable Double recordCount, @Nullable Double rejectedRecordCount) {

  public static AirbyteStateStats ofRecords(long count) {
    return of(count, 0);
  }

  /**
   * The counts of an interval.
   *
   * @param rejected is said only where there are any
   */
  public static AirbyteStateStats of(long count, long rejected) {
    return new AirbyteStateStats((double) count, rejected == 0 ? null : (double) rejected);
  }
}
