package dev.convexairbyte.cdk.log;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A stack trace as the text that travels inside a message. */
public final class StackTrace {

  private StackTrace() {}

  /** What {@code printStackTrace} prints. */
  public static String of(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
