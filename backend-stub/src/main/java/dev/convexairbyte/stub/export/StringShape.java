package dev.convexairbyte.stub.export;

import dev.convexairbyte.values.DocumentId;
import dev.convexairbyte.values.Identifiers;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * What is known of the strings at one place: single identifiers, ids of a table, or any text, each
 * wider than the one before. Mirrors get-convex/convex-backend,
 * crates/shape_inference/src/string.rs, but for its step between the last two, which no schema
 * shows.
 */
final class StringShape {

  private final NavigableSet<String> identifiers = new TreeSet<>();
  private final NavigableSet<Integer> ids = new TreeSet<>();
  private boolean anyText;

  void add(String text) {
    if (anyText) {
      return;
    }
    Optional<Integer> table = tableOf(text);
    if (Identifiers.isIdentifier(text)) {
      addIdentifier(text, table);
    } else if (table.isPresent()) {
      addId(table.get());
    } else {
      widen();
    }
  }

  void addAll(StringShape other) {
    other.identifiers.forEach(this::add);
    other.ids.forEach(this::addId);
    if (other.anyText) {
      widen();
    }
  }

  private void addIdentifier(String text, Optional<Integer> table) {
    if (table.filter(ids::contains).isEmpty()) {
      identifiers.add(text);
    }
  }

  private void addId(int table) {
    if (!anyText) {
      ids.add(table);
      identifiers.removeIf(text -> tableOf(text).filter(number -> number == table).isPresent());
    }
  }

  private void widen() {
    identifiers.clear();
    ids.clear();
    anyText = true;
  }

  int variants() {
    return anyText ? 1 : identifiers.size() + ids.size();
  }

  /** Takes one step towards fewer variants: ids of one table together, then all to any text. */
  boolean contract() {
    Map<Integer, Integer> seen = new HashMap<>();
    ids.forEach(table -> seen.merge(table, 1, Integer::sum));
    identifiers.forEach(
        text -> tableOf(text).ifPresent(table -> seen.merge(table, 1, Integer::sum)));
    Optional<Integer> repeated =
        new TreeSet<>(seen.keySet())
            .stream().filter(table -> seen.getOrDefault(table, 0) > 1).findFirst();
    if (repeated.isPresent()) {
      addId(repeated.get());
      return true;
    }
    if (variants() < 2) {
      return false;
    }
    widen();
    return true;
  }

  /** The numbers of the tables whose ids alone some of the strings are. */
  NavigableSet<Integer> tables(IntPredicate exists) {
    NavigableSet<Integer> tables = new TreeSet<>(ids);
    identifiers.forEach(text -> tableOf(text).ifPresent(tables::add));
    tables.removeIf(table -> !exists.test(table));
    return tables;
  }

  /** Whether some of the strings are no id of a table that exists. */
  boolean hasPlainStrings(IntPredicate exists) {
    return anyText
        || ids.stream().anyMatch(table -> !exists.test(table))
        || identifiers.stream().anyMatch(text -> tableOf(text).filter(exists::test).isEmpty());
  }

  private static Optional<Integer> tableOf(String text) {
    return DocumentId.find(text).map(DocumentId::tableNumber);
  }
}
