package dev.convexairbyte.acceptance.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Files that a container can read, whatever its user.
 *
 * @param folder on this machine
 * @param place in the container
 */
public record MountedFolder(Path folder, String place) {

  /** Makes the folder one that all may read; JUnit's are for one user alone. */
  public static MountedFolder of(Path folder, String place) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new MountedFolder(folder.toAbsolutePath(), place);
  }

  /** Writes a file and returns its path in the container. */
  public String write(String name, String content) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    return place + "/" + name;
  }

  /** The option of docker run. */
  public String option() {
    return "--volume=" + folder + ":" + place + ":ro";
  }
}
