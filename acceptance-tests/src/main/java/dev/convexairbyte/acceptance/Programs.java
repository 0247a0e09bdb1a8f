package dev.convexairbyte.acceptance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The programs of a checkout, run through the scripts that people run.
 *
 * @param home the root of the checkout
 */
public record Programs(Path home) implements Connectors {

  /** The checkout that this process was started from: bin/launch and the test build say where. */
  public static Programs ofThisCheckout() {
    String home = System.getProperty("convexairbyte.home");
    if (home == null) {
      throw new IllegalStateException("Start this through bin/demo: convexairbyte.home is not set");
    }
    return new Programs(Path.of(home).toAbsolutePath().normalize());
  }

  @Override
  public ProcessBuilder source(Object... arguments) {
    return program("source-convex", arguments);
  }

  @Override
  public ProcessBuilder destination(Object... arguments) {
    return program("destination-convex", arguments);
  }

  public ProcessBuilder stub(Object... arguments) {
    return program("convex-stub", arguments);
  }

  public ProcessBuilder sync(Object... arguments) {
    return program("sync", arguments);
  }

  private ProcessBuilder program(String name, Object... arguments) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin").resolve(name).toString());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return new ProcessBuilder(command);
  }
}
