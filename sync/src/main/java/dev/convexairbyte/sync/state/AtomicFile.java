package dev.convexairbyte.sync.state;

import dev.convexairbyte.cdk.failure.ConnectorException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is replaced as a whole: at any moment, also that of a kill or a power cut, it holds
 * all of the old content or all of the new.
 */
public record AtomicFile(Path path) {

  /** The file behind a symbolic link, which stays one. */
  public static AtomicFile at(Path path) {
    try {
      return new AtomicFile(Files.exists(path) ? path.toRealPath() : path.toAbsolutePath());
    } catch (IOException e) {
      return new AtomicFile(path.toAbsolutePath());
    }
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
      throw ConnectorException.config(
          "Tried to write the file %s but failed because its folder takes no more; check that it is there, has space and may be written."
              .formatted(path),
          e);
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    // Never readable by more than its successor is: it may hold a key.
    Files.deleteIfExists(file);
    try (FileChannel channel =
        FileChannel.open(
            file,
            java.util.Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            OwnerOnly.ATTRIBUTE)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }
}
