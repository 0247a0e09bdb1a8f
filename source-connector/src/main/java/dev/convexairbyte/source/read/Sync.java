package dev.convexairbyte.source.read;

import dev.convexairbyte.cdk.io.MessageWriter;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteCatalog;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.client.ConvexClient;
import dev.convexairbyte.client.ConvexException;
import dev.convexairbyte.client.Retries;
import dev.convexairbyte.source.catalog.Exclusions;
import dev.convexairbyte.source.state.StateFormat;
import dev.convexairbyte.source.state.StreamPosition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One read: a snapshot walk for what has to start from the table, then one walk over the log for
 * all incremental streams. One walk for all of them, since the backend charges a walk by what the
 * whole deployment holds and not by what is selected.
 */
public final class Sync {

  private static final Logger LOG = LoggerFactory.getLogger(Sync.class);

  /** A shorter wait is over before anybody has seen it. */
  private static final Duration LONG_WAIT = Duration.ofSeconds(5);

  private static final int TOO_MANY_REQUESTS = 429;

  private final ConvexClient client;
  private final Retries retries;
  private final SnapshotMode snapshotMode;
  private final Exclusions exclusions;
  private final MessageWriter output;
  private final InstantSource clock;

  public Sync(
      ConvexClient client,
      Retries retries,
      SnapshotMode snapshotMode,
      Exclusions exclusions,
      MessageWriter output,
      InstantSource clock) {
    this.client = client;
    this.retries = retries;
    this.snapshotMode = snapshotMode;
    this.exclusions = exclusions;
    this.output = output;
    this.clock = clock;
  }

  /** Reads every stream of the catalog to its end; what failed is INCOMPLETE and thrown. */
  public void run(ConfiguredAirbyteCatalog catalog, List<AirbyteStateMessage> states) {
    Map<StreamDescriptor, StreamPosition> positions = StateFormat.read(states);
    ConfiguredStreams streams =
        ConfiguredStreams.of(
            catalog, positions, retries.call(client::tableColumnNames), exclusions, output, clock);
    Progress progress = new Progress(streams.all(), clock, client::serverTime);
    LOG.info("Streams to read: {}.", streams.readable().size());
    streams.all().forEach(StreamRead::start);
    try {
      LostPlaces lost = read(streams.readable(), progress);
      lost.without(streams.all()).forEach(StreamRead::complete);
      lost.throwIfAnyFailed();
    } catch (RuntimeException e) {
      streams.all().forEach(StreamRead::incomplete);
      throw e;
    }
    LOG.info("Records read: {}.", progress.records());
  }

  /** Streams whose place is lost fail at the end, when the others are complete. */
  private LostPlaces read(List<StreamRead> streams, Progress progress) {
    Retries telling = retries.tellingOf((failure, wait) -> tell(streams, failure, wait));
    SnapshotWalk tables = new SnapshotWalk(client, telling, progress);
    DeltaWalk log = new DeltaWalk(client, telling, progress);
    LostPlaces lost = new LostPlaces(snapshotMode);
    tables.run(streams, lost);
    lost.without(streams).stream()
        .filter(stream -> !stream.isIncremental())
        .forEach(StreamRead::complete);
    List<StreamRead> incremental = streams.stream().filter(StreamRead::isIncremental).toList();
    while (!incremental.isEmpty()) {
      List<StreamRead> startOver = log.run(lost.without(incremental), lost);
      tables.run(startOver, lost);
      incremental = startOver;
    }
    return lost;
  }

  private void tell(List<StreamRead> streams, ConvexException failure, Duration wait) {
    boolean limited = failure.status() == TOO_MANY_REQUESTS || failure.retryAfter().isPresent();
    if (limited && wait.compareTo(LONG_WAIT) >= 0) {
      streams.forEach(stream -> stream.waitsForQuota(clock.instant().plus(wait)));
    }
  }
}
