package dev.convexairbyte.sync.lock;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.convexairbyte.sync.program.JobFolder;
import dev.convexairbyte.sync.program.ProcessFamily;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a sync has begun and not yet cleared away: its folder of files, and its connectors. One that
 * dies by kill -9 leaves them to the next. A destination that writes on then must have ended before
 * another one writes to the same tables: of two versions of a row the older could come last.
 *
 * @param folder null where there is none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Leftovers(@Nullable String folder, List<Program> programs) {

  static final Leftovers NONE = new Leftovers(null, List.of());

  /** How far the start of one process may be off as two JVMs see it. */
  private static final long SAME_START_MILLIS = 2_000;

  /** Of the folders of {@link JobFolder#closed}: nothing else is deleted, whatever a file says. */
  private static final String FOLDERS = "airbyte-sync-";

  /** A process, told by its start from a later one with its id. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Program(long pid, long startedMillis) {

    static Program of(ProcessHandle process) {
      return new Program(process.pid(), started(process));
    }

    private static long started(ProcessHandle process) {
      return process.info().startInstant().map(start -> start.toEpochMilli()).orElse(0L);
    }

    Optional<ProcessHandle> alive() {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .filter(process -> Math.abs(started(process) - startedMillis) <= SAME_START_MILLIS);
    }
  }

  Leftovers with(ProcessHandle process) {
    return new Leftovers(
        folder,
        java.util.stream.Stream.concat(
                programs.stream(), java.util.stream.Stream.of(Program.of(process)))
            .toList());
  }

  Leftovers in(Path newFolder) {
    return new Leftovers(newFolder.toString(), programs);
  }

  /** What of it is left. */
  Leftovers remaining() {
    return new Leftovers(
        folder != null && Files.exists(Path.of(folder)) ? folder : null,
        programs.stream().filter(program -> program.alive().isPresent()).toList());
  }

  /**
   * Waits for the programs, whose input has ended with the sync, ends those that go on, and deletes
   * the files.
   *
   * @param patience with programs that end by themselves; a tenth of it once they are told to
   */
  void clearAway(Duration patience, Consumer<String> teller) throws InterruptedException {
    for (Program program : programs) {
      ProcessHandle process = program.alive().orElse(null);
      if (process != null) {
        teller.accept(
            "The sync before this one was killed: waiting until its connector, process %d, has ended."
                .formatted(process.pid()));
        end(new ProcessFamily(process), patience);
      }
    }
    if (folder != null && isOurs(Path.of(folder))) {
      JobFolder.delete(Path.of(folder));
    }
  }

  private static boolean isOurs(Path folder) {
    return String.valueOf(folder.getFileName()).startsWith(FOLDERS);
  }

  private static void end(ProcessFamily family, Duration patience) throws InterruptedException {
    family.look();
    if (family.hasEnded(patience)) {
      return;
    }
    family.terminate();
    while (!family.hasEnded(patience.dividedBy(10))) {
      family.kill();
    }
  }
}
