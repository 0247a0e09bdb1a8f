package dev.convexairbyte.sync.cli;

import dev.convexairbyte.sync.program.ConnectorCommand;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the records go. */
final class DestinationOptions {

  @Option(
      names = "--destination-config",
      paramLabel = "FILE",
      description = "Config of the destination, as its spec has it.")
  private @Nullable Path config;

  @Option(
      names = "--destination",
      paramLabel = "CMD",
      description =
          "Command of another Airbyte destination; {job} in it stands for the folder with its files."
              + " Default: bin/destination-convex.")
  private @Nullable String command;

  @Option(
      names = "--destination-image",
      paramLabel = "IMAGE",
      description = "Image of another Airbyte destination, to run with docker.")
  private @Nullable String image;

  boolean isGiven() {
    return config != null;
  }

  Path config() {
    return ConnectorChoice.required("--destination-config", config);
  }

  ConnectorCommand command(Path home) {
    return ConnectorChoice.of(
        "--destination", command, image, home.resolve("bin/destination-convex"));
  }
}
