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
      names = "--catalog",
      paramLabel = "FILE",
      description =
          "Configured catalog of the connection, as bin/sync discover prints it. Default: what the"
              + " source has now.")
  private @Nullable Path catalog;

  @Option(
      names = "--streams",
      paramLabel = "NAME",
      split = ",",
      description =
          "Without --catalog, the streams to sync: NAME or NAMESPACE/NAME, * for any characters."
              + " Default: all.")
  private List<String> streams = new ArrayList<>();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description =
          "Without --catalog, how to sync them: incremental or full_refresh, a plus, and append,"
              + " append_dedup, overwrite or overwrite_dedup. Default: incremental+append_dedup"
              + " where a stream can, else incremental+append, else full_refresh+overwrite.")
  private @Nullable String mode;

  /** Null where the source is asked. */
  @Nullable Path catalog() {
    if (catalog != null && (!streams.isEmpty() || mode != null)) {
      throw new UsageException(
          "Tried to read the command line but failed because --catalog says already what --streams and --mode are for; change the catalog.");
    }
    return catalog;
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
