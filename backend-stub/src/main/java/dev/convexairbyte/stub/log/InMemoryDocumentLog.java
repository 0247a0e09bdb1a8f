package dev.convexairbyte.stub.log;

import dev.convexairbyte.values.DocumentId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A log that ends with its process. */
public final class InMemoryDocumentLog implements DocumentLog {

  private final List<LogEntry> entries = new ArrayList<>();
  private final Map<TabletId, NavigableMap<DocumentId, List<LogEntry>>> revisions = new HashMap<>();
  private final LiveCounts counts = new LiveCounts();

  @Override
  public void append(List<LogEntry> transaction) {
    LogEntry.requireTransaction(transaction, latest());
    counts.changed(transaction);
    for (LogEntry entry : transaction) {
      entries.add(entry);
      revisions
          .computeIfAbsent(entry.tablet(), tablet -> new TreeMap<>())
          .computeIfAbsent(entry.id(), id -> new ArrayList<>(1))
          .add(entry);
    }
  }

  @Override
  public long latest() {
    return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).ts();
  }

  @Override
  public long earliest() {
    return entries.isEmpty() ? 0 : entries.get(0).ts();
  }

  @Override
  public Stream<LogEntry> after(long ts) {
    return entries.subList(firstAfter(entries, ts), entries.size()).stream();
  }

  @Override
  public Stream<LogEntry> revisions(TabletId tablet) {
    return entries.stream().filter(entry -> entry.tablet().equals(tablet));
  }

  @Override
  public Stream<LogEntry> documents(TabletId tablet, long ts, DocumentId id) {
    Iterator<List<LogEntry>> rest =
        revisions
            .getOrDefault(tablet, Collections.emptyNavigableMap())
            .tailMap(id, false)
            .values()
            .iterator();
    // A stream of the part of a tree counts all of it first, which no page has time for.
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(rest, Spliterator.ORDERED), false)
        .flatMap(document -> asOf(document, ts).stream());
  }

  @Override
  public long count(TabletId tablet) {
    return counts.get(tablet, this::countNow);
  }

  private long countNow(TabletId tablet) {
    return revisions.getOrDefault(tablet, Collections.emptyNavigableMap()).values().stream()
        .filter(document -> !document.get(document.size() - 1).isTombstone())
        .count();
  }

  @Override
  public Optional<LogEntry> document(TabletId tablet, DocumentId id, long ts) {
    NavigableMap<DocumentId, List<LogEntry>> documents =
        revisions.getOrDefault(tablet, Collections.emptyNavigableMap());
    return asOf(documents.getOrDefault(id, List.of()), ts);
  }

  private static Optional<LogEntry> asOf(List<LogEntry> revisions, long ts) {
    int next = firstAfter(revisions, ts);
    return next == 0
        ? Optional.empty()
        : Optional.of(revisions.get(next - 1)).filter(revision -> !revision.isTombstone());
  }

  /** The index of the first entry later than {@code ts}, by bisection. */
  private static int firstAfter(List<LogEntry> ordered, long ts) {
    int low = 0;
    int high = ordered.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ordered.get(middle).ts() > ts) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  @Override
  public void close() {}
}
