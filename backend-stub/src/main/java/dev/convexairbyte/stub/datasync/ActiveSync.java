package dev.convexairbyte.stub.datasync;

import dev.convexairbyte.stub.log.LogEntry;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.Float64Value;
import dev.convexairbyte.values.ConvexValue.Int64Value;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ConvexValue.StringValue;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;

/**
 * A sync as its row in the system table tells.
 *
 * @param creationTime of the row, which tells apart syncs of one millisecond
 * @param lastUpdated milliseconds since 1970
 */
record ActiveSync(double creationTime, String syncId, long lastUpdated, ObjectValue status) {

  static final String SYNC_ID = "syncId";

  private static final String LAST_UPDATED = "lastUpdatedMs";
  private static final String STATE = "state";

  /** The most recently touched first. */
  static final Comparator<ActiveSync> NEWEST_FIRST =
      Comparator.comparingLong(ActiveSync::lastUpdated)
          .thenComparingDouble(ActiveSync::creationTime)
          .reversed();

  static ActiveSync of(LogEntry entry) {
    ObjectValue row = entry.document().orElseThrow();
    return new ActiveSync(
        ((Float64Value) field(row, "_creationTime")).value(),
        ((StringValue) field(row, SYNC_ID)).value(),
        ((Int64Value) field(row, LAST_UPDATED)).value(),
        (ObjectValue) field(row, STATE));
  }

  static ObjectValue fields(String syncId, long lastUpdated, ObjectValue status) {
    return ObjectValue.of(
        Map.of(
            SYNC_ID, new StringValue(syncId),
            LAST_UPDATED, new Int64Value(lastUpdated),
            STATE, status));
  }

  private static ConvexValue field(ObjectValue row, String name) {
    return Objects.requireNonNull(row.fields().get(name), name);
  }
}
