package dev.convexairbyte.destination.state;

import dev.convexairbyte.cdk.failure.ConnectorException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The lines of STATEs that wait. Every one of them goes back in the end, so none may be dropped.
 * Those that writing sets free stay in memory, and whoever has more of them waits. For the others
 * nobody can wait before the end of the input: beyond a few MiB they go to a temporary file.
 */
public final class StateShelf implements AutoCloseable {

  /** Of both kinds. With the batches' 40 MiB it leaves half of a heap of 128 MiB to the rest. */
  static final long MOST_BYTES = 4L << 20;

  /** What a STATE takes besides its line. */
  private static final long BYTES_PER_STATE = 200;

  private final long most;
  private final Path folder;
  private long freeable;
  private long held;
  private @Nullable FileChannel file;
  private long fileEnd;

  /** A shelf with nothing on it, and no file yet. */
  public StateShelf() {
    this(MOST_BYTES, Path.of(System.getProperty("java.io.tmpdir")));
  }

  StateShelf(long most, Path folder) {
    this.most = most;
    this.folder = folder;
  }

  /** Whether those that writing sets free are so many that no more should come. */
  boolean isFull() {
    return freeable > most;
  }

  /** Keeps a line that writing sets free. */
  StoredLine keep(byte[] line) {
    long bytes = bytes(line);
    freeable += bytes;
    return () -> {
      freeable -= bytes;
      return line;
    };
  }

  /**
   * Keeps a line that waits for more than that.
   *
   * @throws ConnectorException if it does not fit into memory and cannot be written
   */
  StoredLine setAside(byte[] line) {
    long bytes = bytes(line);
    if (held + bytes > most) {
      return inFile(line);
    }
    held += bytes;
    return () -> {
      held -= bytes;
      return line;
    };
  }

  private StoredLine inFile(byte[] line) {
    long start = fileEnd;
    int length = line.length;
    try {
      if (file == null) {
        file = newFile();
      }
      ByteBuffer buffer = ByteBuffer.wrap(line);
      while (buffer.hasRemaining()) {
        fileEnd += file.write(buffer, fileEnd);
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
    return () -> fromFile(start, length);
  }

  private FileChannel newFile() throws IOException {
    return FileChannel.open(
        Files.createTempFile(folder, "convex-states-", ".tmp"),
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  private byte[] fromFile(long start, int length) {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    try {
      while (buffer.hasRemaining()) {
        if (file == null || file.read(buffer, start + buffer.position()) < 0) {
          throw new IOException("The file ends too early");
        }
      }
    } catch (IOException e) {
      throw unusable("read", e);
    }
    return buffer.array();
  }

  /** A container's root may be read-only, and then no room that is made there would help. */
  private ConnectorException unwritable(IOException cause) {
    return Files.isWritable(folder)
        ? failure("keep", "its file system does not let it; make room there and", cause)
        : failure(
            "keep",
            "nothing can be written there; mount a file system on it that can be written, in Docker with --tmpfs %s, and"
                .formatted(folder),
            cause);
  }

  private ConnectorException unusable(String action, IOException cause) {
    return failure(action, "its file system does not let it;", cause);
  }

  private ConnectorException failure(String action, String reasonAndRemedy, IOException cause) {
    return ConnectorException.transientFault(
        "Tried to %s the states that wait for the end of the sync in %s but failed because %s sync again."
            .formatted(action, folder, reasonAndRemedy),
        cause);
  }

  private static long bytes(byte[] line) {
    return BYTES_PER_STATE + line.length;
  }

  /** Deletes the file. */
  @Override
  public void close() {
    if (file == null) {
      return;
    }
    try {
      file.close();
    } catch (IOException e) {
      throw unusable("delete", e);
    }
  }
}
