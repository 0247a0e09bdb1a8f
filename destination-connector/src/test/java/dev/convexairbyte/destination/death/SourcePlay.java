package dev.convexairbyte.destination.death;

import dev.convexairbyte.destination.death.InputLine.NoiseLine;
import dev.convexairbyte.destination.death.InputLine.RecordLine;
import dev.convexairbyte.destination.death.InputLine.StateLine;
import dev.convexairbyte.destination.death.InputLine.StatusLine;
import dev.convexairbyte.destination.death.InputLine.TornLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A source that reads its streams one after the other or mixed, with states wherever they may be.
 */
final class SourcePlay {

  private final Assignment assignment;
  private final Random random;
  private final Lines write;
  private final List<Reader> readers;
  private final List<InputLine> lines = new ArrayList<>();

  SourcePlay(Assignment assignment, Random random) {
    this.assignment = assignment;
    this.random = random;
    this.write = new Lines(random);
    this.readers = assignment.tasks().stream().map(Reader::new).toList();
  }

  /** All that the source has to say, and what the platform adds. */
  Script whole() {
    boolean isMixed = random.nextBoolean();
    List<Reader> open = new ArrayList<>(readers);
    while (!open.isEmpty()) {
      Reader reader = open.get(isMixed ? random.nextInt(open.size()) : 0);
      step(reader);
      if (reader.isFinished()) {
        open.remove(reader);
      }
      if (random.nextInt(20) == 0) {
        lines.add(new NoiseLine(write.noise()));
      }
    }
    end();
    return new Script(assignment, List.copyOf(lines), true);
  }

  /** The same of a source that dies anywhere. */
  Script brokenOff() {
    List<InputLine> all = whole().lines();
    List<InputLine> left =
        new ArrayList<>(all.subList(0, random.nextInt(withoutCompletion(all) + 1)));
    if (assignment.driver() == Driver.PIPE && left.size() < all.size()) {
      breakOff(left, all.get(left.size()));
    }
    return new Script(assignment, left, false);
  }

  /** The platform says COMPLETE only for a source that ended well. */
  private int withoutCompletion(List<InputLine> all) {
    return assignment.driver() == Driver.PLATFORM_WITH_REFRESHES
        ? all.size() - assignment.tasks().size()
        : all.size();
  }

  private void breakOff(List<InputLine> left, InputLine next) {
    int way = random.nextInt(3);
    if (way == 0 && next.text().length() > 1) {
      String text = next.text();
      left.add(new TornLine(text.substring(0, 1 + random.nextInt(text.length() - 1))));
    }
    if (way == 1) {
      Script soFar = new Script(assignment, left, false);
      for (CopiedStream stream : assignment.streams()) {
        if (soFar.hasStatus(stream) && !soFar.isComplete(stream)) {
          left.add(status(stream, "INCOMPLETE"));
        }
      }
    }
  }

  private void step(Reader reader) {
    if (reader.start()) {
      tell(reader, "STARTED");
      if (random.nextInt(4) == 0 && mayBeNamed(reader)) {
        addState(reader);
      }
      return;
    }
    if (!reader.hasNext()) {
      reader.finish();
      if (!reader.stream().kind().isFullRefresh() || random.nextInt(3) > 0) {
        addState(reader);
      }
      tell(reader, "COMPLETE");
      return;
    }
    Change change = reader.next();
    lines.add(new RecordLine(reader.stream(), change, write.record(reader.stream(), change)));
    if (reader.emitted() == 1) {
      tell(reader, "RUNNING");
    }
    if (random.nextInt(3) == 0) {
      addState(reader);
    }
  }

  private void end() {
    if (assignment.style() != StateStyle.STREAM) {
      addState(readers.get(0));
    } else if (assignment.driver() != Driver.PIPE) {
      readers.stream().filter(reader -> !reader.hasState()).forEach(this::injectState);
    }
    if (assignment.driver() == Driver.PLATFORM_WITH_REFRESHES) {
      assignment.streams().forEach(stream -> lines.add(status(stream, "COMPLETE")));
    }
  }

  private void tell(Reader reader, String status) {
    if (assignment.driver() == Driver.PIPE) {
      lines.add(status(reader.stream(), status));
    }
  }

  private StatusLine status(CopiedStream stream, String status) {
    return new StatusLine(stream, status, write.status(stream, status));
  }

  /**
   * Where no statuses come a stream's own STATE says that the stream was read, so that a source
   * must not print one for an overwritten stream before it has begun (docs/INVARIANTS.md).
   */
  private boolean mayBeNamed(Reader reader) {
    return assignment.driver() != Driver.PLATFORM_WITHOUT_REFRESHES
        || assignment.style() == StateStyle.GLOBAL
        || !reader.task().isClearedFirst()
        || reader.isProven();
  }

  private void addState(Reader reader) {
    switch (assignment.style()) {
      case STREAM -> addStreamState(reader, write.position(reader.position()));
      case GLOBAL -> addGlobalState();
      case LEGACY -> addLegacyState();
    }
  }

  /** What the platform adds for a stream that said nothing (airbyte.md 1.6). */
  private void injectState(Reader reader) {
    addStreamState(reader, "{}");
  }

  private void addStreamState(Reader reader, String state) {
    int records = reader.takeSinceState();
    List<CopiedStream> scope = List.of(reader.stream());
    String text = write.streamState(reader.stream(), state, records);
    lines.add(new StateLine(scope, scope, scope, positions(List.of(reader)), records, text));
  }

  private void addGlobalState() {
    List<Reader> listed = readers.stream().filter(SourcePlay::isListed).toList();
    List<String> parts =
        listed.stream()
            .map(reader -> write.streamPart(reader.stream(), write.position(reader.position())))
            .toList();
    int records = takeAll();
    String text = write.globalState("{\"lsn\":7}", parts, records);
    lines.add(
        new StateLine(
            assignment.streams(), List.of(), List.of(), positions(listed), records, text));
  }

  private static boolean isListed(Reader reader) {
    return reader.isStarted() || reader.position() > 0;
  }

  private void addLegacyState() {
    int records = takeAll();
    String text = write.legacyState(write.position(lines.size()), records);
    lines.add(
        new StateLine(
            assignment.streams(), List.of(), List.of(), positions(readers), records, text));
  }

  private int takeAll() {
    return readers.stream().mapToInt(Reader::takeSinceState).sum();
  }

  private static Map<CopiedStream, Integer> positions(List<Reader> saved) {
    Map<CopiedStream, Integer> positions = new LinkedHashMap<>();
    for (Reader reader : saved) {
      if (!reader.stream().kind().isFullRefresh()) {
        positions.put(reader.stream(), reader.position());
      }
    }
    return positions;
  }
}
