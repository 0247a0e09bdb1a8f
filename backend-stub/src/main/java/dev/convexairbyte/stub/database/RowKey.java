package dev.convexairbyte.stub.database;

import dev.convexairbyte.stub.log.TabletId;
import dev.convexairbyte.values.DocumentId;

/** Where a document lies; in the order of the log. */
record RowKey(TabletId tablet, DocumentId id) implements Comparable<RowKey> {

  @Override
  public int compareTo(RowKey other) {
    int order = tablet.compareTo(other.tablet);
    return order != 0 ? order : id.compareTo(other.id);
  }
}
