package dev.convexairbyte.source.read;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.client.ConvexException;
import dev.convexairbyte.client.PlaceProblem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streams whose saved place the deployment does not have, and what becomes of them: they start
 * over or they fail. The other streams are read either way.
 */
final class LostPlaces {

  private static final Logger LOG = LoggerFactory.getLogger(LostPlaces.class);

  private final SnapshotMode mode;
  private final Set<StreamRead> restarted = new HashSet<>();
  private final Map<StreamRead, ConvexException> failures = new LinkedHashMap<>();

  LostPlaces(SnapshotMode mode) {
    this.mode = mode;
  }

  /** Takes streams that lost their place; answers those of them that start over. */
  List<StreamRead> take(List<StreamRead> streams, ConvexException failure) {
    List<StreamRead> startOver = new ArrayList<>();
    for (StreamRead stream : streams) {
      boolean expired = failure.placeProblem() != PlaceProblem.FOREIGN;
      if (mode == SnapshotMode.WHEN_NEEDED && expired && restarted.add(stream)) {
        LOG.warn(
            "Stream {} starts over from a new snapshot because {}; rows that were deleted meanwhile"
                + " stay in the destination until the stream is refreshed.",
            stream.descriptor(),
            reason(failure));
        stream.restart();
        startOver.add(stream);
      } else {
        failures.put(stream, failure);
      }
    }
    return startOver;
  }

  /**
   * Takes streams that lost a place that was chosen just now: to start over could go on for ever.
   */
  void fail(List<StreamRead> streams, ConvexException failure) {
    streams.forEach(stream -> failures.put(stream, failure));
  }

  /** Those of the streams that have not failed. */
  List<StreamRead> without(List<StreamRead> streams) {
    return streams.stream().filter(stream -> !failures.containsKey(stream)).toList();
  }

  /** Throws one config error that names the streams that failed, if any did. */
  void throwIfAnyFailed() {
    if (failures.isEmpty()) {
      return;
    }
    String reasons =
        failures.values().stream()
            .map(LostPlaces::reason)
            .distinct()
            .collect(Collectors.joining(", and "));
    ConvexException first = failures.values().iterator().next();
    throw ConnectorException.config(
        "Tried to continue %s %s but failed because %s; refresh %s in the connection, which clears the saved state and reads from the start%s."
            .formatted(
                failures.size() == 1 ? "stream" : "streams",
                StreamNames.of(failures.keySet()),
                reasons,
                failures.size() == 1 ? "the stream" : "these streams",
                remedyByMode()),
        first);
  }

  private String remedyByMode() {
    boolean anyExpired =
        failures.values().stream()
            .anyMatch(failure -> failure.placeProblem() != PlaceProblem.FOREIGN);
    return anyExpired && mode == SnapshotMode.INITIAL
        ? ", and sync more often or set snapshot_mode to when_needed"
        : "";
  }

  private static String reason(ConvexException failure) {
    return failure.placeProblem() == PlaceProblem.PERHAPS_EXPIRED
        ? "the deployment cannot read the snapshot that was half read, which most likely has"
            + " expired (%d %s)".formatted(failure.status(), failure.code())
        : failure.reason();
  }
}
