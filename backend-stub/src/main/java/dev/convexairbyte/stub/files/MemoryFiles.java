package dev.convexairbyte.stub.files;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Files that end with the process. */
public final class MemoryFiles implements FileStore {

  private final Map<UUID, byte[]> files = new ConcurrentHashMap<>();

  @Override
  public Incoming begin() {
    return new Incoming(new InMemory());
  }

  @Override
  public InputStream open(UUID key) throws IOException {
    byte[] bytes = files.get(key);
    if (bytes == null) {
      throw new IOException(new NoSuchElementException(key.toString()));
    }
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public void delete(UUID key) {
    files.remove(key);
  }

  @Override
  public Set<UUID> keys() {
    return Set.copyOf(files.keySet());
  }

  private final class InMemory implements Landing {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void write(byte[] part, int length) {
      bytes.write(part, 0, length);
    }

    @Override
    public void keep(UUID key) {
      files.put(key, bytes.toByteArray());
    }

    @Override
    public void discard() {
      bytes.reset();
    }
  }
}
