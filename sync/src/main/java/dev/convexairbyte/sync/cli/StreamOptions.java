package dev.convexairbyte.sync.cli;

import dev.convexairbyte.sync.catalog.Modes;
import dev.convexairbyte.sync.catalog.StreamNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which streams are synced, and how. */
final class StreamOptions {

  @Option(
      names = "--streams",
      paramLabel = "NAME",
      split = ",",
      description =
          "Without --catalog, the streams to sync: NAME or NAMESPACE/NAME, * for any characters. Default: all.")
  private List<String> streams = new ArrayList<>();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description =
          "Without --catalog, how to sync them: incremental or full_refresh, a plus, and append, append_dedup,"
              + " overwrite or overwrite_dedup. Default: incremental+append_dedup where a stream can,"
              + " else incremental+append, else full_refresh+overwrite.")
  private @Nullable String mode;

  @Option(
      names = "--save-catalog",
      paramLabel = "FILE",
      description =
          "Without --catalog, also write what was chosen to this file, as one to pass to it.")
  private @Nullable Path file;

  /** Where to write what was chosen; null for nowhere. */
  @Nullable Path file() {
    return file;
  }

  boolean isGiven() {
    return !streams.isEmpty() || mode != null || file != null;
  }

  /** Null where none are chosen. */
  @Nullable StreamNames names() {
    return streams.isEmpty() ? null : new StreamNames(List.copyOf(streams));
  }

  /** Null where none is chosen. */
  @Nullable Modes modes() {
    return mode == null ? null : Modes.parse(mode);
  }
}
