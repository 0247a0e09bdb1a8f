package dev.convexairbyte.cdk.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.message.AirbyteMessage;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.cdk.secret.SecretMask;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Arrays;

/**
 * Writes whole lines under one lock. RECORD lines gather to 64 KiB, everything else is handed on at
 * once and they before it, as StdoutOutputConsumer of Airbyte's bulk CDK does. An output that fails
 * stays failed: every later call throws an {@link UncheckedIOException} again.
 */
public final class StdoutMessageWriter implements MessageWriter, Flushable {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final Object lock = new Object();
  private final LineBuffer lines = new LineBuffer(2 * BUFFER_BYTES);
  private final OutputStream output;
  private final InstantSource clock;
  private final MaskedMessage masked;
  private long endMillis = Long.MIN_VALUE;
  private byte[] recordEnd = {};
  private boolean failed;

  /**
   * Takes over the output.
   *
   * @param output what it is given goes out without more ado
   * @param clock stamps the records
   * @param mask is applied to every text that is not user data
   */
  public StdoutMessageWriter(OutputStream output, InstantSource clock, SecretMask mask) {
    this.output = output;
    this.clock = clock;
    this.masked = new MaskedMessage(mask);
  }

  /** A writer that knows no secrets, on the system's clock; for tests that collect messages. */
  public static StdoutMessageWriter to(OutputStream output) {
    return new StdoutMessageWriter(output, Clock.systemUTC(), new SecretMask());
  }

  @Override
  public void write(AirbyteMessage message) {
    writeLine(encode(masked.of(message)));
  }

  @Override
  public void writeLine(byte[] line) {
    synchronized (lock) {
      requireOutput();
      byte[] whole = Arrays.copyOf(line, line.length + 1);
      whole[line.length] = '\n';
      attempt(
          () -> {
            lines.moveTo(output);
            output.write(whole);
          });
    }
  }

  @Override
  public RecordWriter recordWriter(StreamDescriptor stream) {
    try {
      return new StdoutRecordWriter(this, stream);
    } catch (IOException e) {
      throw new UncheckedIOException("A buffer in memory failed", e);
    }
  }

  /** Hands on the records that still wait, and waits until all is out. */
  @Override
  public void flush() {
    synchronized (lock) {
      requireOutput();
      attempt(
          () -> {
            lines.moveTo(output);
            output.flush();
          });
    }
  }

  void append(byte[] start, RecordWriter.RecordBody data) {
    synchronized (lock) {
      requireOutput();
      lines.append(start);
      appendBody(data);
      lines.append(recordEnd());
      lines.endLine();
      if (lines.size() >= BUFFER_BYTES) {
        attempt(() -> lines.moveTo(output));
      }
    }
  }

  private void appendBody(RecordWriter.RecordBody data) {
    boolean whole = false;
    int start = lines.lineLength();
    try {
      data.writeTo(lines);
      lines.escapeLineEnds(start);
      if (!lines.isObjectFrom(start)) {
        throw new IllegalStateException("A record's body has to be a JSON object");
      }
      whole = true;
    } catch (IOException e) {
      throw new UncheckedIOException("A record's body failed", e);
    } finally {
      if (!whole) {
        lines.dropLine();
      }
    }
  }

  /** Many records share a millisecond. */
  private byte[] recordEnd() {
    long now = clock.millis();
    if (now != endMillis) {
      recordEnd = (",\"emitted_at\":" + now + "}}\n").getBytes(StandardCharsets.US_ASCII);
      endMillis = now;
    }
    return recordEnd;
  }

  private void requireOutput() {
    if (failed) {
      throw new UncheckedIOException(new IOException("Standard output failed before"));
    }
  }

  private void attempt(Output action) {
    try {
      action.run();
    } catch (IOException e) {
      failed = true;
      throw new UncheckedIOException("Standard output failed", e);
    }
  }

  private static byte[] encode(AirbyteMessage message) {
    try {
      return Json.mapper().writeValueAsBytes(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A message could not be written as JSON", e);
    }
  }

  @FunctionalInterface
  private interface Output {
    void run() throws IOException;
  }
}
