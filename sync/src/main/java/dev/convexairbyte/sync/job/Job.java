package dev.convexairbyte.sync.job;

import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.sync.catalog.ConnectionCatalog;
import dev.convexairbyte.sync.catalog.ConnectionStream;
import java.util.List;
import java.util.Set;

/**
 * What is to be done.
 *
 * @param catalog of the whole connection
 * @param chosen the streams that are refreshed or cleared; none in a sync
 */
public record Job(Kind kind, ConnectionCatalog catalog, Set<StreamDescriptor> chosen) {

  /** What becomes of the chosen streams. */
  public enum Kind {
    SYNC,
    /** They are read from the start, and what is there stays. */
    MERGE_REFRESH,
    /** They are read from the start, and only what comes now stays. */
    TRUNCATE_REFRESH,
    /** Nothing is left of them. */
    CLEAR
  }

  /** Everything goes on where it stands. */
  public static Job sync(ConnectionCatalog catalog) {
    return new Job(Kind.SYNC, catalog, Set.of());
  }

  /** The streams of the attempt's catalog: a clear has no others than the chosen ones. */
  List<ConnectionStream> streams() {
    if (kind != Kind.CLEAR) {
      return catalog.streams();
    }
    return catalog.streams().stream()
        .filter(stream -> chosen.contains(stream.descriptor()))
        .map(ConnectionStream::cleared)
        .toList();
  }

  /** What the job does with a stream. */
  Kind of(StreamDescriptor stream) {
    return chosen.contains(stream) ? kind : Kind.SYNC;
  }
}
