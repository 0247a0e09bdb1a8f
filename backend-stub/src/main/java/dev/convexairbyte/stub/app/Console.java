package dev.convexairbyte.stub.app;

/** Takes log lines, as {@code console} of JavaScript. */
public interface Console {

  void log(String line);

  void warn(String line);

  void error(String line);
}
