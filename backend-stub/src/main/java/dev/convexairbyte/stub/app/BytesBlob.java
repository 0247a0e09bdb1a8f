package dev.convexairbyte.stub.app;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** Bytes in memory. */
// Compared by nobody: a list of bytes would cost a copy.
@SuppressWarnings("ArrayRecordComponent")
record BytesBlob(byte[] bytes, String type) implements Blob {

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }
}
