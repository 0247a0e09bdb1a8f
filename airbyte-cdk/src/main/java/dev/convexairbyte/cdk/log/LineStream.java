package dev.convexairbyte.cdk.log;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Turns what is printed into lines of text, in UTF-8. */
final class LineStream extends OutputStream {

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final Consumer<String> lines;

  LineStream(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public synchronized void write(int character) {
    if (character == '\n') {
      deliver();
      return;
    }
    line.write(character);
  }

  /** Delivers a line that was begun and not ended. */
  @Override
  public synchronized void close() {
    if (line.size() > 0) {
      deliver();
    }
  }

  private void deliver() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    lines.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }
}
