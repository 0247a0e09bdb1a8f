package dev.convexairbyte.destination.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is sent for one record; good until the mapper is given the next.
 *
 * @param objects one object, or two side by side for a delete
 * @param key null where records are appended
 * @param isDelete whether the row is absent afterwards
 */
public record MappedRecord(List<JsonSlice> objects, @Nullable RecordKey key, boolean isDelete) {

  /** How many bytes the objects have together. */
  public int bytes() {
    int bytes = 0;
    for (JsonSlice object : objects) {
      bytes += object.length();
    }
    return bytes;
  }
}
