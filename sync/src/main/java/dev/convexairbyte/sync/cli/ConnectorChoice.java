package dev.convexairbyte.sync.cli;

import dev.convexairbyte.sync.program.ConnectorCommand;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which program a connector is, and its config. */
final class ConnectorChoice {

  private ConnectorChoice() {}

  /** The file of an option that the command cannot do without. */
  static Path required(String option, @Nullable Path file) {
    if (file == null) {
      throw new UsageException(
          "Tried to read the command line but failed because %s is missing; see --help."
              .formatted(option));
    }
    return file;
  }

  /** By command, by image, or our own. */
  static ConnectorCommand of(
      String option, @Nullable String command, @Nullable String image, Path ours) {
    if (command != null && image != null) {
      throw new UsageException(
          "Tried to read the command line but failed because %s and %s-image are both given; give one."
              .formatted(option, option));
    }
    if (image != null) {
      return ConnectorCommand.ofImage(image);
    }
    return command == null
        ? new ConnectorCommand(List.of(ours.toString()))
        : ConnectorCommand.parse(option, command);
  }
}
