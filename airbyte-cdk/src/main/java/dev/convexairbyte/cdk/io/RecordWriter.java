package dev.convexairbyte.cdk.io;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

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
  void write(RecordBody data) throws IOException;

  /**
   * Writes {@code record.data} as one JSON object. Line separators are escaped, except in what is
   * written raw.
   */
  @FunctionalInterface
  interface RecordBody {
    void writeTo(JsonGenerator generator) throws IOException;
  }
}
