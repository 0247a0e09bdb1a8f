package dev.convexairbyte.stub.tables;

import dev.convexairbyte.stub.log.TabletId;
import java.util.List;

/**
 * The index that streaming import keeps on a table.
 *
 * @param fields without the {@code _creationTime} that ends every index
 * @param backfilling whether it cannot be read yet
 */
public record PrimaryKeyIndex(TabletId tablet, List<FieldPath> fields, boolean backfilling) {

  private static final String NAME = "_by_airbyte_primary_key";

  public PrimaryKeyIndex {
    fields = List.copyOf(fields);
  }

  /** How messages name the index of a table. */
  public static String nameOn(String table) {
    return table + "." + NAME;
  }

  /** The same index on another table. */
  public PrimaryKeyIndex on(TabletId other) {
    return new PrimaryKeyIndex(other, fields, backfilling);
  }

  public PrimaryKeyIndex enabled() {
    return new PrimaryKeyIndex(tablet, fields, false);
  }
}
