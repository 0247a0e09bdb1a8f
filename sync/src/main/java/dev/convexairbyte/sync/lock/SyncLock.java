package dev.convexairbyte.sync.lock;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.sync.state.AtomicFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps a second sync off a state file. The lock is the operating system's and ends with the
 * process, however it dies. The file beside the state stays, and says what the sync has begun.
 */
public final class SyncLock implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** No channel: that would close, and the lock go, when a signal interrupts who writes. */
  private final RandomAccessFile file;

  private final Path path;
  private Leftovers begun;

  private SyncLock(RandomAccessFile file, Path path, Leftovers begun) {
    this.file = file;
    this.path = path;
    this.begun = begun;
  }

  /**
   * Takes the lock; empty where another sync has it. Two symbolic links to one state file have one.
   *
   * @throws ConnectorException a config error where there can be no file beside the state
   */
  public static Optional<SyncLock> take(Path state) {
    Path path = Path.of(AtomicFile.at(state).path() + ".lock");
    try {
      RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
      if (isLocked(file)) {
        return Optional.of(new SyncLock(file, path, read(file)));
      }
      file.close();
      return Optional.empty();
    } catch (IOException e) {
      throw ConnectorException.config(
          "Tried to lock the state file with %s but failed because that cannot be written; check that the folder is there and may be written."
              .formatted(path),
          e);
    }
  }

  private static boolean isLocked(RandomAccessFile file) throws IOException {
    try {
      return file.getChannel().tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static Leftovers read(RandomAccessFile file) throws IOException {
    byte[] content = new byte[(int) file.length()];
    file.readFully(content);
    try {
      // What stands behind the note is the end of a longer one before it.
      return Json.mapper().readValue(content, Leftovers.class);
    } catch (JsonProcessingException e) {
      // New, or torn by a power cut, which no program has survived.
      return Leftovers.NONE;
    }
  }

  /** Ends what a sync that was killed has left behind. */
  public synchronized void clearAway(Consumer<String> teller) throws InterruptedException {
    begun.clearAway(PATIENCE, teller);
    note(Leftovers.NONE);
  }

  /** The files of this sync stand in this folder. */
  public synchronized void uses(Path folder) {
    note(begun.in(folder));
  }

  /** This sync has started this program. */
  public synchronized void started(ProcessHandle process) {
    note(begun.with(process));
  }

  private void note(Leftovers now) {
    begun = now;
    try {
      write(now);
    } catch (IOException e) {
      throw ConnectorException.config(
          "Tried to note in %s what this sync has started but failed because it takes no more; free some space."
              .formatted(path),
          e);
    }
  }

  private void write(Leftovers now) throws IOException {
    byte[] bytes = Json.mapper().writeValueAsBytes(now);
    // Never empty in between: a kill would leave files and programs that nobody knows of.
    file.seek(0);
    file.write(bytes);
    file.setLength(bytes.length);
  }

  /** Another sync may begin, and is told of what has not ended. */
  @Override
  public synchronized void close() {
    try (file) {
      write(begun.remaining());
    } catch (IOException e) {
      // The note names too much then, of which the next sync finds nothing.
    }
  }
}
