package dev.convexairbyte.stub.files;

import dev.convexairbyte.stub.files.FileStore.Landing;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way in. Closing it gives it up, unless it has been kept. Where it finds no room it
 * is still read to its end, so that who sends it is there to be told.
 */
public final class Incoming implements AutoCloseable {

  private static final int PART = 64 << 10;

  private final Landing landing;
  private final MessageDigest digest;
  private long size;
  private boolean ended;
  private @Nullable IOException failure;

  Incoming(Landing landing) {
    this.landing = landing;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Takes all that the stream has, a part at a time. */
  public void receive(InputStream from) throws IOException {
    byte[] part = new byte[PART];
    for (int read = from.read(part); read >= 0; read = from.read(part)) {
      take(part, read);
      size += read;
    }
  }

  private void take(byte[] part, int length) {
    if (failure != null) {
      return;
    }
    try {
      landing.write(part, length);
      digest.update(part, 0, length);
    } catch (IOException e) {
      failure = e;
    }
  }

  /** The bytes that have come. */
  public long size() {
    return size;
  }

  /**
   * The 32 bytes of the digest, to be asked for once all has come, and once. Throws
   * UncheckedIOException where not all of it has found room.
   */
  byte[] sha256() {
    if (failure != null) {
      throw FileStore.failure(failure);
    }
    return digest.digest();
  }

  void keepAs(UUID key) throws IOException {
    landing.keep(key);
    ended = true;
  }

  @Override
  public void close() {
    if (ended) {
      return;
    }
    ended = true;
    try {
      landing.discard();
    } catch (IOException e) {
      throw FileStore.failure(e);
    }
  }
}
