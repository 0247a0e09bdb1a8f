package dev.convexairbyte.client;

import java.util.Collection;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Exactly the tables asked for, whole. The backend takes a malformed selection for "everything", so
 * this is the only maker of one.
 *
 * @param tables component path to table names
 */
public record Selection(SortedMap<String, SortedSet<String>> tables) {

  /** No table: a page of it is empty and names the newest snapshot. */
  public static Selection none() {
    return new Selection(new TreeMap<>());
  }

  public static Selection of(Collection<TablePath> tables) {
    SortedMap<String, SortedSet<String>> byComponent = new TreeMap<>();
    for (TablePath path : tables) {
      byComponent.computeIfAbsent(path.component(), component -> new TreeSet<>()).add(path.table());
    }
    return new Selection(byComponent);
  }
}
