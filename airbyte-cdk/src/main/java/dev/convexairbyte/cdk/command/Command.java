package dev.convexairbyte.cdk.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a connector is asked to do, with the files that it is given. */
public sealed interface Command {

  /** Show how the connector is used. */
  record Help() implements Command {}

  /** Print the spec. */
  record Spec() implements Command {}

  /** Try whether the config works. */
  record Check(Path config) implements Command {}

  /** List the streams. */
  record Discover(Path config) implements Command {}

  /** Read the streams of the catalog, from the saved state if there is any. */
  record Read(Path config, Path catalog, @Nullable Path state) implements Command {}

  /** Write the messages on standard input. */
  record Write(Path config, Path catalog) implements Command {}
}
