package dev.convexairbyte.sync.lock;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.sync.state.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps a second sync off a state file. The lock is the operating system's and ends with the
 * process, however it dies. The file beside the state stays, and says what the sync has begun.
 */
public final class SyncLock implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final FileChannel channel;
  private Leftovers begun;

  private SyncLock(FileChannel channel, Leftovers begun) {
    this.channel = channel;
    this.begun = begun;
  }

  /**
   * Takes the lock; empty where another sync has it. Two symbolic links to one state file have one.
   *
   * @throws ConnectorException a config error where there can be no file beside the state
   */
  public static Optional<SyncLock> take(Path state) {
    Path file = Path.of(AtomicFile.at(state).path() + ".lock");
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (isLocked(channel)) {
        return Optional.of(new SyncLock(channel, read(channel)));
      }
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      throw ConnectorException.config(
          "Tried to lock the state file with %s but failed because that cannot be written; check that the folder is there and may be written."
              .formatted(file),
          e);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static Leftovers read(FileChannel channel) throws IOException {
    ByteBuffer content = ByteBuffer.allocate((int) channel.size());
    while (content.hasRemaining() && channel.read(content) >= 0) {
      // Until all is here.
    }
    try {
      return Json.mapper().readValue(content.array(), Leftovers.class);
    } catch (JsonProcessingException e) {
      // Empty, or torn by the kill: then nothing had been started yet.
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
      byte[] bytes = Json.mapper().writeValueAsBytes(now);
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(bytes), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("The lock file takes no more", e);
    }
  }

  /** Everything was cleared away: another sync may begin. */
  @Override
  public synchronized void close() {
    try (channel) {
      note(Leftovers.NONE);
    } catch (IOException e) {
      throw new UncheckedIOException("The lock file could not be closed", e);
    }
  }
}
