package dev.convexairbyte.stub.datasync;

import dev.convexairbyte.stub.tables.Table;
import java.util.Comparator;

/** A table as clients know it, whichever tablet it is at the time. */
record TableName(String component, String name) implements Comparable<TableName> {

  private static final Comparator<TableName> ORDER =
      Comparator.comparing(TableName::component).thenComparing(TableName::name);

  static TableName of(Table table) {
    return new TableName(table.component(), table.name());
  }

  @Override
  public int compareTo(TableName other) {
    return ORDER.compare(this, other);
  }
}
