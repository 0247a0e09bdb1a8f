package dev.convexairbyte.sync.cli;

import java.io.PrintWriter;

/** What a person reads: lines on standard error, without the secrets that we know of. */
final class Console {

  private final PrintWriter err;
  private final Secrets secrets;
  private final boolean isQuiet;

  /**
   * Prints there.
   *
   * @param isQuiet whether only what went wrong is told
   */
  Console(PrintWriter err, Secrets secrets, boolean isQuiet) {
    this.err = err;
    this.secrets = secrets;
    this.isQuiet = isQuiet;
  }

  /** How things go. */
  void tell(String text) {
    if (!isQuiet) {
      print(text);
    }
  }

  /** Something that may have to be looked at. */
  void warn(String text) {
    print(text);
  }

  private synchronized void print(String text) {
    err.println(secrets.masked(text));
    err.flush();
  }
}
