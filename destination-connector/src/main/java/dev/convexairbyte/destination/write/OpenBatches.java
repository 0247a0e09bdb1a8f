package dev.convexairbyte.destination.write;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The streams that have a batch being filled, the oldest batch first. */
final class OpenBatches {

  /** How long a record waits for others to share its request. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Set<StreamWriter> writers = new LinkedHashSet<>();

  void add(StreamWriter writer) {
    writers.add(writer);
  }

  void remove(StreamWriter writer) {
    writers.remove(writer);
  }

  List<StreamWriter> all() {
    return new ArrayList<>(writers);
  }

  /** Those whose first record has waited long enough. */
  List<StreamWriter> due(long nowMillis) {
    return writers.stream()
        .takeWhile(writer -> batch(writer).openedMillis() <= nowMillis - LONGEST_WAIT.toMillis())
        .toList();
  }

  /** The largest of some. */
  Optional<StreamWriter> largest(Predicate<StreamWriter> condition) {
    return writers.stream()
        .filter(condition)
        .max(Comparator.comparingInt(writer -> batch(writer).memory()));
  }

  private static RecordBatch batch(StreamWriter writer) {
    return Objects.requireNonNull(writer.open());
  }
}
