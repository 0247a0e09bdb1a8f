package dev.convexairbyte.destination.death;

import dev.convexairbyte.destination.death.InputLine.TornLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Standard input, one line a read, with pauses between the lines. */
final class MortalInput extends InputStream {

  private final List<InputLine> lines;
  private final Killer killer;
  private final ModelClock clock;
  private final Random random;
  private final AtomicInteger taken;
  private byte[] line = {};
  private int position;

  /**
   * @param taken counts the lines that were handed out, and the end as one more
   */
  MortalInput(
      List<InputLine> lines, Killer killer, ModelClock clock, Random random, AtomicInteger taken) {
    this.lines = lines;
    this.killer = killer;
    this.clock = clock;
    this.random = random;
    this.taken = taken;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (position == line.length && !nextLine()) {
      return -1;
    }
    int count = Math.min(length, line.length - position);
    System.arraycopy(line, position, buffer, offset, count);
    position += count;
    return count;
  }

  private boolean nextLine() throws IOException {
    if (killer.refusesLine(taken.get())) {
      throw new IOException("killed");
    }
    if (taken.get() >= lines.size()) {
      taken.set(lines.size() + 1);
      return false;
    }
    if (random.nextInt(6) == 0) {
      clock.advance(Duration.ofSeconds(random.nextInt(40)));
    }
    InputLine next = lines.get(taken.getAndIncrement());
    String end = next instanceof TornLine ? "" : "\n";
    line = (next.text() + end).getBytes(StandardCharsets.UTF_8);
    position = 0;
    return true;
  }
}
