package dev.convexairbyte.destination.death;

import dev.convexairbyte.destination.death.Assignment.Task;
import dev.convexairbyte.destination.death.InputLine.StateLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Airbyte, and the source that it reads: remembers the states that came back, and starts every
 * attempt from them (airbyte.md 1.6 to 1.9).
 */
final class Platform {

  private final Connection connection;
  private final Random random;
  private final ChangeMaker maker;
  private final Tally tally;
  private final Map<CopiedStream, History> histories = new LinkedHashMap<>();
  private final Map<CopiedStream, Integer> positions = new HashMap<>();
  private final Map<CopiedStream, Long> generations = new HashMap<>();
  private final Set<CopiedStream> truncated = new HashSet<>();
  private List<CopiedStream> cleared = List.of();

  Platform(Connection connection, Random random, ChangeMaker maker, Tally tally) {
    this.connection = connection;
    this.random = random;
    this.maker = maker;
    this.tally = tally;
    for (CopiedStream stream : connection.streams()) {
      histories.put(stream, new History(stream, maker));
    }
  }

  /** Begins a job, which is tried until it succeeds. */
  void beginJob() {
    truncated.clear();
    cleared = List.of();
    if (connection.driver() != Driver.PIPE && random.nextInt(6) == 0) {
      tally.count("clear");
      beginClear();
      return;
    }
    if (connection.driver() == Driver.PLATFORM_WITH_REFRESHES) {
      connection.streams().forEach(this::mayRefresh);
    }
  }

  private void beginClear() {
    List<CopiedStream> all = connection.streams();
    // An empty LEGACY state clears whatever the catalog has.
    cleared =
        connection.style() == StateStyle.LEGACY
            ? all
            : all.subList(0, 1 + random.nextInt(all.size()));
    cleared.forEach(this::startOver);
  }

  private void mayRefresh(CopiedStream stream) {
    if (stream.kind().isFullRefresh() || random.nextInt(5) == 0) {
      tally.count("truncate refresh");
      truncated.add(stream);
      histories.get(stream).rewrite();
      startOver(stream);
    } else if (random.nextInt(5) == 0) {
      tally.count("merge refresh");
      startOver(stream);
    }
  }

  private void startOver(CopiedStream stream) {
    positions.remove(stream);
    generations.merge(stream, 1L, Long::sum);
  }

  boolean isClear() {
    return !cleared.isEmpty();
  }

  boolean truncates(CopiedStream stream) {
    return truncated.contains(stream) || cleared.contains(stream);
  }

  /** The input of the next attempt. */
  Script script(boolean sourceMayDie) {
    Assignment assignment = assignment();
    if (isClear()) {
      return new ClearPlay(assignment, random).whole();
    }
    SourcePlay play = new SourcePlay(assignment, random);
    return sourceMayDie && random.nextInt(4) == 0 ? play.brokenOff() : play.whole();
  }

  private Assignment assignment() {
    List<CopiedStream> streams = new ArrayList<>(isClear() ? cleared : connection.streams());
    List<Task> tasks = new ArrayList<>();
    for (CopiedStream stream : streams) {
      int position = positions.getOrDefault(stream, 0);
      tasks.add(
          new Task(
              stream,
              stream.kind().isFullRefresh() || truncates(stream),
              generations.getOrDefault(stream, 0L),
              position,
              isClear() ? List.of() : changes(stream, position)));
    }
    return new Assignment(connection.driver(), connection.style(), isClear(), tasks);
  }

  private List<Change> changes(CopiedStream stream, int position) {
    if (stream.kind().isFullRefresh()) {
      History now = new History(stream, maker);
      now.grow(random.nextInt(6) == 0 ? 0 : random.nextInt(12));
      return now.from(0);
    }
    History history = histories.get(stream);
    history.grow(random.nextInt(random.nextInt(3) == 0 ? 25 : 6));
    return history.from(position);
  }

  /** All changes of a stream's log so far. */
  List<Change> history(CopiedStream stream) {
    return histories.get(stream).from(0);
  }

  /** Takes the states that came back, in their order. */
  void ended(List<StateLine> acknowledged, boolean hasSucceeded) {
    for (StateLine state : acknowledged) {
      positions.putAll(state.positions());
    }
    if (!hasSucceeded) {
      truncated.forEach(this::prepareAnotherAttempt);
    }
  }

  /**
   * An attempt that failed after a truncate refresh was acknowledged cannot be resumed without loss
   * (README.md, Not yet): the model's platform starts such a stream over, as Airbyte does if it is
   * not resumable. Without an acknowledgement it may do either.
   */
  private void prepareAnotherAttempt(CopiedStream stream) {
    if (positions.containsKey(stream)) {
      tally.count("truncate refresh acknowledged by half");
    }
    if (positions.containsKey(stream) || random.nextBoolean()) {
      startOver(stream);
    } else {
      tally.count("generation again");
    }
  }
}
