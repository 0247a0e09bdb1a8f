package dev.convexairbyte.stub;

import dev.convexairbyte.stub.files.DirectoryFiles;
import dev.convexairbyte.stub.files.FileStore;
import dev.convexairbyte.stub.http.AdminKey;
import dev.convexairbyte.stub.log.DocumentLog;
import dev.convexairbyte.stub.log.SqliteDocumentLog;
import dev.convexairbyte.stub.log.UnusableLogException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The directory of a durable deployment: its log and its key. Every method throws
 * StubStartException where the directory does not serve.
 */
final class DataDirectory {

  private final Path directory;

  private DataDirectory(Path directory) {
    this.directory = directory;
  }

  /** Makes the directory if it is missing. */
  static DataDirectory open(Path directory) {
    try {
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(directory, forOwner("rwx------"));
      }
      return new DataDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      throw failure(directory, "it is a file", "name a directory", e);
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }

  /** The log, which holds the directory for this stub alone until it is closed. */
  DocumentLog openLog() {
    try {
      return SqliteDocumentLog.open(directory.resolve("log.sqlite"));
    } catch (UnusableLogException e) {
      throw failure(directory, e.reason(), e.remedy(), e);
    }
  }

  /** The stored files. */
  FileStore openFiles() {
    Path files = directory.resolve("files");
    try {
      if (!Files.isDirectory(files)) {
        Files.createDirectory(files, forOwner("rwx------"));
      }
      return DirectoryFiles.open(files);
    } catch (IOException e) {
      throw unwritable(directory, e);
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

  private static StubStartException failure(
      Path directory, String reason, String remedy, Exception cause) {
    return new StubStartException(
        "Tried to open the data directory %s but failed because %s; %s."
            .formatted(directory, reason, remedy),
        cause);
  }
}
