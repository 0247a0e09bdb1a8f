package dev.convexairbyte.sync.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** The streams that a command is about. */
final class ChosenStreams {

  @Parameters(
      paramLabel = "STREAM",
      arity = "1..*",
      description = "NAME or NAMESPACE/NAME, * for any characters.")
  private List<String> names = new ArrayList<>();

  List<String> names() {
    return names;
  }
}
