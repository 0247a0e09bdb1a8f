package dev.convexairbyte.stub.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.UUID;

/** The bytes of files, each under a key. For any thread. */
public interface FileStore {

  /** Begins a file, which nobody sees until it is kept; throws UncheckedIOException. */
  Incoming begin();

  /** The bytes of a file from the first on; throws IOException also where there is none. */
  InputStream open(UUID key) throws IOException;

  /** Deletes a file, which those who read it read to its end; does nothing where there is none. */
  void delete(UUID key);

  /** The keys of all files. */
  Set<UUID> keys();

  /** What of a file that is on its way in depends on where it goes. */
  interface Landing {

    /** Takes a part of it. */
    void write(byte[] bytes, int length) throws IOException;

    /** Puts it where its key finds it, whole or not at all. */
    void keep(UUID key) throws IOException;

    /** Gives it up. */
    void discard() throws IOException;
  }

  /** Deletes the files whose keys are not among these. */
  default void retain(Set<UUID> wanted) {
    keys().stream().filter(key -> !wanted.contains(key)).forEach(this::delete);
  }

  /** For those who cannot do anything about it. */
  static UncheckedIOException failure(IOException cause) {
    return new UncheckedIOException(
        "Tried to use the directory of stored files but failed because it cannot be read or written;"
            + " check its disk.",
        cause);
  }
}
