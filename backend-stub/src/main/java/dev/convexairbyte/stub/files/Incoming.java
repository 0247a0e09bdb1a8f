package dev.convexairbyte.stub.files;

import dev.convexairbyte.stub.files.FileStore.Landing;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** A file on its way in. Closing it gives it up, unless it has been kept. */
public final class Incoming implements AutoCloseable {

  private static final int PART = 64 << 10;

  private final Landing landing;
  private final MessageDigest digest;
  private long size;
  private boolean ended;

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
      landing.write(part, read);
      digest.update(part, 0, read);
      size += read;
    }
  }

  /** The bytes that have come. */
  public long size() {
    return size;
  }

  /** The 32 bytes of the digest, to be asked for once all has come, and once. */
  byte[] sha256() {
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
