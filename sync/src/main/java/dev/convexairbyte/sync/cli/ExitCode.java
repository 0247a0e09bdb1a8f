package dev.convexairbyte.sync.cli;

/**
 * How bin/sync ends. A signal that ends it gives 128 and its number, as the JVM has it: 143 after
 * SIGTERM, 130 after Ctrl-C.
 */
final class ExitCode {

  static final int DONE = 0;
  static final int FAILED = 1;

  /** The command line or one of its files is wrong; nothing was tried. */
  static final int USAGE = 2;

  /** Another sync has the state file; sysexits.h calls it EX_TEMPFAIL. */
  static final int BUSY = 75;

  private ExitCode() {}
}
