package dev.convexairbyte.stub.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Files in a directory, each under its key as its name. What was on its way in when the process
 * ended is deleted at the next start; files of other names are left alone.
 */
public final class DirectoryFiles implements FileStore {

  private static final String UNFINISHED = ".part";

  private final Path directory;

  private DirectoryFiles(Path directory) {
    this.directory = directory;
  }

  /** Opens a directory that exists. */
  public static DirectoryFiles open(Path directory) throws IOException {
    DirectoryFiles files = new DirectoryFiles(directory);
    for (Path file : files.list()) {
      String name = file.getFileName().toString();
      if (name.endsWith(UNFINISHED) && key(name.replace(UNFINISHED, "")).isPresent()) {
        Files.deleteIfExists(file);
      }
    }
    return files;
  }

  @Override
  public Incoming begin() {
    try {
      return new Incoming(new OnDisk(directory.resolve(UUID.randomUUID() + UNFINISHED)));
    } catch (IOException e) {
      throw FileStore.failure(e);
    }
  }

  @Override
  public InputStream open(UUID key) throws IOException {
    return Files.newInputStream(file(key));
  }

  @Override
  public void delete(UUID key) {
    try {
      Files.deleteIfExists(file(key));
    } catch (IOException e) {
      throw FileStore.failure(e);
    }
  }

  @Override
  public Set<UUID> keys() {
    try {
      Set<UUID> keys = new HashSet<>();
      list().forEach(file -> key(file.getFileName().toString()).ifPresent(keys::add));
      return keys;
    } catch (IOException e) {
      throw FileStore.failure(e);
    }
  }

  private List<Path> list() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  private Path file(UUID key) {
    return directory.resolve(key.toString());
  }

  private static Optional<UUID> key(String name) {
    return FileUuid.parse(name);
  }

  private final class OnDisk implements Landing {

    private final Path unfinished;
    private final OutputStream out;

    OnDisk(Path unfinished) throws IOException {
      this.unfinished = unfinished;
      this.out = Files.newOutputStream(unfinished);
    }

    @Override
    public void write(byte[] part, int length) throws IOException {
      out.write(part, 0, length);
    }

    @Override
    public void keep(UUID key) throws IOException {
      out.close();
      Files.move(unfinished, file(key), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void discard() throws IOException {
      out.close();
      Files.deleteIfExists(unfinished);
    }
  }
}
