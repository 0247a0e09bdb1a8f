package dev.convexairbyte.stub;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** Sends a body in pieces with pauses between them; without pauses once the server stops. */
final class SlowOutput extends OutputStream {

  private static final int PIECES = 20;

  private final ResponseOutput out;
  private final long piece;
  private final Duration pause;
  private final Stopping stopping;
  private long sinceLastPause;

  SlowOutput(ResponseOutput out, long size, Duration time, Stopping stopping) {
    this.out = out;
    this.piece = Math.max(1, size / PIECES);
    this.pause = time.dividedBy(Math.max(1, size / piece));
    this.stopping = stopping;
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
      int part = (int) Math.min(end - next, piece - sinceLastPause);
      out.write(bytes, next, part);
      next += part;
      sinceLastPause += part;
      if (sinceLastPause == piece) {
        sinceLastPause = 0;
        out.push();
        stopping.pause(pause);
      }
    }
  }
}
