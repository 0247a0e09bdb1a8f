package dev.convexairbyte.source;

import dev.convexairbyte.client.TablePath;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One table of the model from its creation to its end, with everything that was ever written to it.
 * A name may stand for several, one after the other, and beside the one for such that are hidden
 * while an import fills them. Times are timestamps of commits.
 */
final class ModelTable {

  private static final long NEVER = Long.MAX_VALUE;

  private final TablePath path;
  private final Optional<ModelTable> replaces;
  private final Map<String, NavigableMap<Long, Revision>> rows = new HashMap<>();
  private long shown;
  private long dropped = NEVER;

  /**
   * What one transaction made of one document.
   *
   * @param number what the document holds; null where it was deleted
   */
  record Revision(ModelTable table, String id, long ts, @Nullable Integer number) {

    boolean isTombstone() {
      return number == null;
    }

    /** A table and its revisions know each other: neither is to be printed with the other. */
    @Override
    public String toString() {
      return "%s of %s at %d: %s".formatted(id, table.path(), ts, number);
    }
  }

  private ModelTable(TablePath path, Optional<ModelTable> replaces, long shown) {
    this.path = path;
    this.replaces = replaces;
    this.shown = shown;
  }

  static ModelTable shownSince(long ts, TablePath path) {
    return new ModelTable(path, Optional.empty(), ts);
  }

  /**
   * One that an import begins to fill.
   *
   * @param replaces what its name means until the import is done
   */
  static ModelTable hidden(TablePath path, Optional<ModelTable> replaces) {
    return new ModelTable(path, replaces, NEVER);
  }

  TablePath path() {
    return path;
  }

  Optional<ModelTable> replaces() {
    return replaces;
  }

  void show(long ts) {
    shown = ts;
  }

  void drop(long ts) {
    dropped = ts;
  }

  boolean isDropped() {
    return dropped != NEVER;
  }

  /** Whether its name meant it, and not another, at that time. */
  boolean isVisibleAt(long ts) {
    return shown <= ts && ts < dropped;
  }

  /** Whether its name means it now. */
  boolean isVisible() {
    return shown != NEVER && !isDropped();
  }

  /** Of two writes in one transaction the later counts. */
  void write(String id, long ts, @Nullable Integer number) {
    rows.computeIfAbsent(id, key -> new TreeMap<>()).put(ts, new Revision(this, id, ts, number));
  }

  Optional<Revision> revision(String id, long ts) {
    return Optional.ofNullable(rows.get(id)).map(revisions -> revisions.get(ts));
  }

  /** Every document's newest revision between two times, the later one included. */
  Stream<Revision> newest(long after, long upTo) {
    return rows.values().stream()
        .map(revisions -> revisions.floorEntry(upTo))
        .filter(newest -> newest != null && newest.getKey() > after)
        .map(Map.Entry::getValue);
  }

  /** The documents that it held at that time. */
  Stream<Revision> documents(long ts) {
    return newest(-1, ts).filter(revision -> !revision.isTombstone());
  }
}
