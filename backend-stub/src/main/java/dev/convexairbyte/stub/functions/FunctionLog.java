package dev.convexairbyte.stub.functions;

import dev.convexairbyte.stub.app.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The log lines of one call, those of functions that it calls among them: 256 at most. The
 * deployment's log gets all of them, at once and also those of attempts that come to nothing.
 */
final class FunctionLog implements Console {

  private static final int MAX_LINES = 256;

  private final String name;
  private final Consumer<String> deployment;
  private final List<String> lines = new ArrayList<>();

  /**
   * @param name whose log it is, as the deployment's log says
   */
  FunctionLog(String name, Consumer<String> deployment) {
    this.name = name;
    this.deployment = deployment;
  }

  /** Another log of the same name. */
  FunctionLog beside() {
    return new FunctionLog(name, deployment);
  }

  /** Tells the deployment's log why the call failed. */
  void failed(FunctionError error) {
    deployment.accept("%s [ERROR] %s".formatted(name, error.trace().strip()));
  }

  @Override
  public void log(String line) {
    add("LOG", line);
  }

  @Override
  public void warn(String line) {
    add("WARN", line);
  }

  @Override
  public void error(String line) {
    add("ERROR", line);
  }

  private void add(String level, String line) {
    String written = "[%s] %s".formatted(level, quoted(line));
    deployment.accept(name + " " + written);
    add(written);
  }

  private synchronized void add(String written) {
    if (lines.size() < MAX_LINES) {
      lines.add(written);
      return;
    }
    if (lines.size() == MAX_LINES) {
      lines.add("[ERROR] A call keeps %d log lines; this one had more.".formatted(MAX_LINES));
    }
  }

  /** As JavaScript shows a string within other things: in the quotes that it does not hold. */
  private static String quoted(String line) {
    String escaped = line.replace("\\", "\\\\").replace("\n", "\\n");
    if (!escaped.contains("'")) {
      return "'" + escaped + "'";
    }
    return escaped.contains("\"") ? "'" + escaped.replace("'", "\\'") + "'" : '"' + escaped + '"';
  }

  /** Adds the lines of another log. */
  void add(FunctionLog other) {
    other.lines().forEach(this::add);
  }

  /** This log, without what an earlier attempt logged. */
  synchronized FunctionLog cleared() {
    lines.clear();
    return this;
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }
}
