package dev.convexairbyte.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** A batch on its way to the socket, written from the batch's own memory. */
final class ImportBody extends AbstractHttpEntity {

  private final ImportBatch batch;

  ImportBody(ImportBatch batch) {
    super(Json.CONTENT_TYPE, null);
    this.batch = batch;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    batch.writeTo(out);
  }

  @Override
  public long getContentLength() {
    return batch.bodyLength();
  }

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public boolean isStreaming() {
    return false;
  }

  @Override
  public InputStream getContent() {
    throw new UnsupportedOperationException("A batch is written, not read.");
  }

  @Override
  public void close() {}
}
