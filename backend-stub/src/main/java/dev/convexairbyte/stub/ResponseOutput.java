package dev.convexairbyte.stub;

import dev.convexairbyte.stub.http.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.message.BasicHeader;
import org.jspecify.annotations.Nullable;

/**
 * A response on its way. A body that fits into the buffer goes with its length, a longer one in
 * chunks unless its length is known; nothing is sent before that is known.
 */
final class ResponseOutput extends OutputStream {

  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final HttpExchange exchange;
  private final ResponseBuffer buffer;
  private final Response response;
  private Framing framing = Framing.CLOSE;
  private @Nullable OutputStream out;

  /** How a client knows where the body ends. */
  private enum Framing {
    LENGTH,
    CHUNKS,
    CLOSE
  }

  ResponseOutput(HttpExchange exchange, ResponseBuffer buffer, Response response) {
    this.exchange = exchange;
    this.buffer = buffer;
    this.response = response;
    buffer.clear();
  }

  /** Sends the head of a body of which the size is known, framed as if it were not. */
  void announce(long size) throws IOException {
    start(size <= ResponseBuffer.CAPACITY ? Framing.LENGTH : unknownLength(), size);
  }

  private OutputStream start() throws IOException {
    return response.length().isPresent()
        ? start(Framing.LENGTH, response.length().getAsLong())
        : start(unknownLength(), 0);
  }

  private Framing unknownLength() {
    return exchange.knowsChunks() ? Framing.CHUNKS : Framing.CLOSE;
  }

  private OutputStream start(Framing chosen, long size) throws IOException {
    framing = chosen;
    OutputStream started =
        exchange.start(
            response,
            () ->
                switch (chosen) {
                  case LENGTH -> new BasicHeader("Content-Length", Long.toString(size));
                  case CHUNKS -> new BasicHeader("Transfer-Encoding", "chunked");
                  case CLOSE -> new BasicHeader("Connection", "close");
                });
    out = started;
    return started;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int next = offset;
    int end = offset + length;
    while (next < end) {
      if (buffer.size() == ResponseBuffer.CAPACITY) {
        push();
      }
      next += buffer.fill(bytes, next, end - next);
    }
  }

  /** Sends what has been written so far. */
  void push() throws IOException {
    OutputStream started = out == null ? start() : out;
    if (exchange.isHead() || buffer.size() == 0) {
      buffer.clear();
      return;
    }
    if (framing == Framing.CHUNKS) {
      buffer.writeChunkTo(started);
      return;
    }
    buffer.writeTo(started);
  }

  /** Sends the rest; the body is complete. */
  void end() throws IOException {
    if (out == null) {
      start(Framing.LENGTH, buffer.size());
    }
    push();
    if (framing == Framing.CHUNKS && !exchange.isHead() && out != null) {
      out.write(LAST_CHUNK);
    }
  }
}
