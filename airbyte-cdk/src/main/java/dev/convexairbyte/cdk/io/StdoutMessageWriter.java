package dev.convexairbyte.cdk.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.message.AirbyteMessage;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.cdk.secret.SecretMask;
import java.io.BufferedOutputStream;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.InstantSource;

/**
 * Writes whole lines under one lock. RECORD lines gather in 64 KiB, everything else flushes, as
 * StdoutOutputConsumer of Airbyte's bulk CDK does. An output that fails stays failed: every later
 * call throws the same {@link UncheckedIOException} again.
 */
public final class StdoutMessageWriter implements MessageWriter, Flushable {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final Object lock = new Object();
  private final OutputStream output;
  private final InstantSource clock;
  private final MaskedMessage masked;
  private boolean failed;

  /**
   * Takes over the output.
   *
   * @param clock stamps the records
   * @param mask is applied to every text that is not user data
   */
  public StdoutMessageWriter(OutputStream output, InstantSource clock, SecretMask mask) {
    this.output = new BufferedOutputStream(output, BUFFER_BYTES);
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
      attempt(
          () -> {
            output.write(line);
            output.write('\n');
            output.flush();
          });
    }
  }

  @Override
  public RecordWriter recordWriter(StreamDescriptor stream) {
    try {
      return new StdoutRecordWriter(this, clock, stream);
    } catch (IOException e) {
      throw new UncheckedIOException("A buffer in memory failed", e);
    }
  }

  /** Hands on the records that still wait. */
  @Override
  public void flush() {
    synchronized (lock) {
      attempt(output::flush);
    }
  }

  void append(RecordLine line) {
    synchronized (lock) {
      attempt(() -> line.writeTo(output));
    }
  }

  private void attempt(Output action) {
    try {
      if (failed) {
        throw new IOException("Standard output failed before");
      }
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
