package dev.convexairbyte.destination.death;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Standard output, which has every line looked at in the moment when it comes out. */
final class WatchedOutput extends OutputStream {

  private final Killer killer;
  private final Consumer<String> lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  WatchedOutput(Killer killer, Consumer<String> lines) {
    this.killer = killer;
    this.lines = lines;
  }

  @Override
  public synchronized void write(int oneByte) throws IOException {
    if (oneByte != '\n') {
      line.write(oneByte);
      return;
    }
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (killer.prints()) {
      if (killer.isBroken()) {
        throw new IOException("broken pipe");
      }
      lines.accept(text);
      killer.printed();
    }
  }
}
