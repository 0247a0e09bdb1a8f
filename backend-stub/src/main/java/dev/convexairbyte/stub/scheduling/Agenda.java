package dev.convexairbyte.stub.scheduling;

import dev.convexairbyte.values.DocumentId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** What is to be done when: the earliest first. For one thread at a time. */
final class Agenda {

  /** How long functions that have ended are remembered. */
  private static final Duration REMEMBERED = Duration.ofDays(7);

  private final NavigableSet<Item> items =
      new TreeSet<>(Comparator.comparing(Item::time).thenComparing(Item::id));
  private final Map<DocumentId, Item> byId = new HashMap<>();

  /**
   * Something to be done.
   *
   * @param runs whether the function is to run, or else to be forgotten
   */
  record Item(Instant time, DocumentId id, boolean runs) {}

  /** Takes in how a scheduled function is now. */
  void update(DocumentId id, Optional<ScheduledFunction> function) {
    Item before = byId.remove(id);
    if (before != null) {
      items.remove(before);
    }
    function.flatMap(found -> item(id, found)).ifPresent(this::add);
  }

  private static Optional<Item> item(DocumentId id, ScheduledFunction function) {
    if (function.state() == ScheduledState.PENDING) {
      return Optional.of(new Item(function.time(), id, true));
    }
    return function.completed().map(end -> new Item(end.plus(REMEMBERED), id, false));
  }

  void add(Item item) {
    items.add(item);
    byId.put(item.id(), item);
  }

  Optional<Item> first() {
    return items.isEmpty() ? Optional.empty() : Optional.of(items.first());
  }

  /** The first, which is taken off, if its time has come. */
  Optional<Item> takeDue(Instant now) {
    Optional<Item> due = first().filter(item -> !item.time().isAfter(now));
    due.ifPresent(
        item -> {
          items.remove(item);
          byId.remove(item.id());
        });
    return due;
  }

  boolean hasDue(Instant now) {
    return first().filter(item -> !item.time().isAfter(now)).isPresent();
  }
}
