package dev.convexairbyte.stub.app;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Bytes and their type, which need not be in memory. */
public interface Blob {

  /** In bytes. */
  long size();

  /** The content type; empty if it is unknown. */
  String type();

  /** The bytes from the first on, each time anew. */
  InputStream open();

  /** Bytes in memory. */
  static Blob of(byte[] bytes, @Nullable String type) {
    return new BytesBlob(bytes.clone(), type == null ? "" : type);
  }
}
