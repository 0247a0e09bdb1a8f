package dev.convexairbyte.cdk.io;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes the RECORD lines of one stream. Only {@code data} and {@code emitted_at} are written for
 * each record; what stands around them is made once.
 */
public interface RecordWriter {

  /**
   * Writes one RECORD. A body that throws leaves no trace on the output.
   *
   * @param data writes exactly one JSON object
   */
  void write(RecordBody data);

  /** The {@code record.data} of one record. */
  @FunctionalInterface
  interface RecordBody {

    /**
     * Writes valid JSON in UTF-8, whole characters at a time; what some reader takes for a line end
     * is escaped on the way.
     */
    void writeTo(OutputStream data) throws IOException;
  }
}
