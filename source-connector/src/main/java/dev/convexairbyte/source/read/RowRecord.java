package dev.convexairbyte.source.read;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.convexairbyte.cdk.io.RecordWriter;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The data of one record: the row's envelope and the document's fields as the bytes that they came
 * in, and the columns by which Airbyte's destinations recognise changes.
 */
final class RowRecord implements RecordWriter.RecordBody {

  private static final byte[] NOT_DELETED = ",\"_deleted\":false".getBytes(US_ASCII);
  private static final byte[] LSN = ",\"_ab_cdc_lsn\":".getBytes(US_ASCII);
  private static final byte[] UPDATED_AT = ",\"_ab_cdc_updated_at\":".getBytes(US_ASCII);
  private static final byte[] DELETED_AT = ",\"_ab_cdc_deleted_at\":".getBytes(US_ASCII);
  private static final byte[] NULL = "null".getBytes(US_ASCII);

  private final byte[] bytes;
  private final int start;
  private final int end;
  private final RowEnvelope envelope;
  private final CommitTime commit;
  private final StreamRead stream;

  /**
   * @param envelope the row's own
   * @param stream says which of the document's fields are left out
   */
  RowRecord(
      byte[] bytes,
      int start,
      int end,
      RowEnvelope envelope,
      CommitTime commit,
      StreamRead stream) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.envelope = envelope;
    this.commit = commit;
    this.stream = stream;
  }

  @Override
  public void writeTo(OutputStream data) throws IOException {
    data.write(bytes, start, envelope.end() - start);
    if (!envelope.namesDeletion()) {
      data.write(NOT_DELETED);
    }
    writeDocument(data);
    byte[] time = commit.text(envelope.timestamp());
    data.write(LSN);
    envelope.writeTimestamp(data);
    data.write(UPDATED_AT);
    data.write(time);
    data.write(DELETED_AT);
    data.write(envelope.deleted() ? time : NULL);
    data.write(bytes, end - 1, 1);
  }

  private void writeDocument(OutputStream data) throws IOException {
    if (!stream.leavesOutFields()) {
      data.write(bytes, envelope.end(), end - 1 - envelope.end());
      return;
    }
    RowFields fields = RowFields.behind(bytes, envelope.end());
    while (fields.next()) {
      if (!stream.excludes(fields.name())) {
        data.write(',');
        data.write(bytes, fields.start(), fields.valueEnd() - fields.start());
      }
    }
  }
}
