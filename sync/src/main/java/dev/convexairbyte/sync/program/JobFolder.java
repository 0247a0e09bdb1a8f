package dev.convexairbyte.sync.program;

import dev.convexairbyte.cdk.failure.ConnectorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The files that one connector is given. Whoever runs in a container reads them under another
 * user's id, so all may read them; nobody else on this machine can, for they stand in a folder that
 * only its owner may enter. Each connector has a folder of its own: one must not see the other's
 * key.
 */
public record JobFolder(Path path) {

  /** A folder below this one, which only its owner may enter. */
  public static JobFolder in(Path closed, String name) {
    try {
      Path folder = Files.createDirectory(closed.resolve(name));
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      return new JobFolder(folder);
    } catch (IOException e) {
      throw unwritable(closed, e);
    }
  }

  /** A new folder that only we may enter. */
  public static Path closed(Path parent) {
    try {
      return Files.createTempDirectory(parent, "airbyte-sync-");
    } catch (IOException e) {
      throw unwritable(parent, e);
    }
  }

  /** Deletes a folder and all in it, as far as that can be done. */
  public static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | java.io.UncheckedIOException e) {
      // It is gone already, or somebody else's.
    }
  }

  Path write(String name, byte[] content) {
    Path file = path.resolve(name);
    try {
      Files.deleteIfExists(file);
      Files.write(file, content);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    } catch (IOException e) {
      throw unwritable(path, e);
    }
    return file;
  }

  private static ConnectorException unwritable(Path folder, IOException cause) {
    return ConnectorException.config(
        "Tried to write the connectors' files below %s but failed because it takes none; free some space or set TMPDIR to a folder that may be written."
            .formatted(folder),
        cause);
  }
}
