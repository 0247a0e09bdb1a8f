package dev.convexairbyte.sync.cli;

import dev.convexairbyte.sync.program.ConnectorCommand;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the records come from. */
final class SourceOptions {

  @Option(
      names = "--source-config",
      paramLabel = "FILE",
      description = "Config of the source, as its spec has it.")
  private @Nullable Path config;

  @Option(
      names = "--source",
      paramLabel = "CMD",
      description =
          "Command of another Airbyte source; {job} in it stands for the folder with its files."
              + " Default: bin/source-convex.")
  private @Nullable String command;

  @Option(
      names = "--source-image",
      paramLabel = "IMAGE",
      description = "Image of another Airbyte source, to run with docker.")
  private @Nullable String image;

  boolean isGiven() {
    return config != null;
  }

  Path config() {
    return ConnectorChoice.required("--source-config", config);
  }

  ConnectorCommand command(Path home) {
    return ConnectorChoice.of("--source", command, image, home.resolve("bin/source-convex"));
  }
}
