package dev.convexairbyte.stub.database;

import dev.convexairbyte.stub.log.TabletId;
import dev.convexairbyte.values.DocumentId;
import java.util.Comparator;

/** Where a document lies; in the order of the log. */
record RowKey(TabletId tablet, DocumentId id) implements Comparable<RowKey> {

  private static final Comparator<RowKey> ORDER =
      Comparator.comparing(RowKey::tablet).thenComparing(RowKey::id);

  @Override
  public int compareTo(RowKey other) {
    return ORDER.compare(this, other);
  }
}
