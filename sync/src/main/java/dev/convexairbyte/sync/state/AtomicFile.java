package dev.convexairbyte.sync.state;

import dev.convexairbyte.cdk.failure.ConnectorException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is replaced as a whole: at any moment, also that of a kill or a power cut, it holds
 * all of the old content or all of the new.
 */
public record AtomicFile(Path path) {

  /** The file behind a symbolic link, which stays one; also where there is none as yet. */
  public static AtomicFile at(Path path) {
    try {
      return new AtomicFile(path.toRealPath());
    } catch (NoSuchFileException e) {
      return Files.isSymbolicLink(path) ? at(target(path)) : asNamed(path);
    } catch (IOException e) {
      return asNamed(path);
    }
  }

  private static Path target(Path link) {
    try {
      return link.resolveSibling(Files.readSymbolicLink(link));
    } catch (IOException e) {
      throw new UncheckedIOException("A symbolic link could not be read", e);
    }
  }

  private static AtomicFile asNamed(Path path) {
    return new AtomicFile(path.toAbsolutePath());
  }

  /**
   * Replaces it with this value as JSON; who may read it stays.
   *
   * @throws ConnectorException a config error
   */
  public void replace(Object value) {
    replace(PrettyJson.text(value).getBytes(StandardCharsets.UTF_8));
  }

  private void replace(byte[] content) {
    Path next = path.resolveSibling(path.getFileName() + ".next");
    try {
      write(next, content);
      if (Files.exists(path)) {
        Files.setPosixFilePermissions(next, Files.getPosixFilePermissions(path));
      }
      Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      // It may hold a key.
      next.toFile().delete();
      throw ConnectorException.config(
          "Tried to write the file %s but failed because its folder takes no more; check that it is there, has space and may be written."
              .formatted(path),
          e);
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    // Never readable by more than its successor is: it may hold a key.
    Files.deleteIfExists(file);
    Files.createFile(file, OwnerOnly.ATTRIBUTE);
    // A channel would fail when the thread is interrupted, as it is by a signal.
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      out.write(content);
      out.getFD().sync();
    }
  }
}
