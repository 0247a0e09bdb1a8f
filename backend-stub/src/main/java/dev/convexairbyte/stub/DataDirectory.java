package dev.convexairbyte.stub;

import dev.convexairbyte.stub.http.AdminKey;
import dev.convexairbyte.stub.log.DocumentLog;
import dev.convexairbyte.stub.log.SqliteDocumentLog;
import dev.convexairbyte.stub.log.UnusableLogException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The directory of a durable deployment: its log, its key, and the lock of the stub that uses it.
 * Every method throws StubStartException where the directory does not serve.
 */
final class DataDirectory implements AutoCloseable {

  private final Path directory;
  private final FileChannel lock;

  private DataDirectory(Path directory, FileChannel lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /** Makes the directory if it is missing, and takes it for this stub alone until close. */
  static DataDirectory open(Path directory) {
    try {
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(directory, forOwner("rwx------"));
      }
      return new DataDirectory(directory, lock(directory));
    } catch (FileAlreadyExistsException e) {
      throw failure(directory, "it is a file", "name a directory", e);
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }

  /** The kernel frees the lock however the process ends. */
  private static FileChannel lock(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw inUse(directory, e);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw inUse(directory, new IOException("locked"));
  }

  DocumentLog openLog() {
    try {
      return SqliteDocumentLog.open(directory.resolve("log.sqlite"));
    } catch (UnusableLogException e) {
      throw failure(directory, e.reason(), e.remedy(), e);
    }
  }

  /** The key that is kept here; the given one from now on if there is none. */
  AdminKey keptKey(AdminKey first) {
    Path file = directory.resolve("admin-key");
    try {
      return new AdminKey(Files.readString(file).strip());
    } catch (NoSuchFileException e) {
      keep(file, first);
      return first;
    } catch (IllegalArgumentException | IOException e) {
      throw failure(
          directory, "its file admin-key is no key", "delete that file to get a new key", e);
    }
  }

  /** Whole or not at all, whenever the process dies. */
  private void keep(Path file, AdminKey key) {
    Path unfinished = directory.resolve("admin-key.new");
    try {
      Files.deleteIfExists(unfinished);
      Files.createFile(unfinished, forOwner("rw-------"));
      Files.writeString(unfinished, key.reveal() + "\n", StandardCharsets.UTF_8);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }

  private static FileAttribute<?>[] forOwner(String permissions) {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
    };
  }

  private static StubStartException unwritable(Path directory, Exception cause) {
    return failure(
        directory, "it cannot be written", "choose a directory that you may write to", cause);
  }

  private static StubStartException inUse(Path directory, Exception cause) {
    return failure(
        directory, "another stub uses it", "stop that one, or choose another directory", cause);
  }

  private static StubStartException failure(
      Path directory, String reason, String remedy, Exception cause) {
    return new StubStartException(
        "Tried to open the data directory %s but failed because %s; %s."
            .formatted(directory, reason, remedy),
        cause);
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
