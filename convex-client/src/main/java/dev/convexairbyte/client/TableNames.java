package dev.convexairbyte.client;

import java.util.Collection;

/** How sentences speak of tables: one by its name, several by their number. */
final class TableNames {

  private TableNames() {}

  static String of(Collection<String> tables) {
    return tables.size() == 1 ? "the table " + tables.iterator().next() : tables.size() + " tables";
  }
}
