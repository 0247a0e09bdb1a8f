package dev.convexairbyte.source.read;

import dev.convexairbyte.cdk.io.RecordWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The data of one record: the row's envelope and the document's fields as the bytes that they came
 * in, and the columns by which Airbyte's destinations recognise changes.
 */
final class RowRecord implements RecordWriter.RecordBody {

  private static final byte[] NOT_DELETED =
      ",\"_deleted\":false".getBytes(StandardCharsets.US_ASCII);

  private final byte[] bytes;
  private final int start;
  private final int end;
  private final RowEnvelope envelope;
  private final byte[] columns;

  /**
   * @param columns from the comma to the brace that closes the record
   */
  RowRecord(byte[] bytes, int start, int end, RowEnvelope envelope, byte[] columns) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.envelope = envelope;
    this.columns = columns;
  }

  @Override
  public void writeTo(OutputStream data) throws IOException {
    data.write(bytes, start, envelope.end() - start);
    if (!envelope.namesDeletion()) {
      data.write(NOT_DELETED);
    }
    data.write(bytes, envelope.end(), end - 1 - envelope.end());
    data.write(columns);
  }
}
