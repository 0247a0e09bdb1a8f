package dev.convexairbyte.acceptance;

/** The two connectors as programs that are yet to be started; a path names a file to read. */
public interface Connectors {

  ProcessBuilder source(Object... arguments);

  ProcessBuilder destination(Object... arguments);
}
