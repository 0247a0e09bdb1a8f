package dev.convexairbyte.source.read;

import dev.convexairbyte.client.ConvexClient;
import dev.convexairbyte.client.ConvexException;
import dev.convexairbyte.client.PlaceProblem;
import dev.convexairbyte.client.Retries;
import dev.convexairbyte.client.Selection;
import dev.convexairbyte.client.SnapshotPage;
import dev.convexairbyte.client.SnapshotRequest;
import dev.convexairbyte.client.TablePath;
import dev.convexairbyte.source.state.StreamPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads tables as of a snapshot. Walks never run side by side: the backend keeps one iterator for
 * the whole deployment (crates/database/src/database.rs of get-convex/convex-backend).
 */
final class SnapshotWalk {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotWalk.class);

  private final ConvexClient client;
  private final Retries retries;
  private final Progress progress;

  SnapshotWalk(ConvexClient client, Retries retries, Progress progress) {
    this.client = client;
    this.retries = retries;
    this.progress = progress;
  }

  /**
   * Brings every stream that is not in the log yet there: first what earlier reads began, each from
   * its own snapshot, then the unread. A full refresh that was finished before is unread: it is
   * asked for again.
   */
  void run(List<StreamRead> streams, LostPlaces lost) {
    Map<Long, List<StreamRead>> begun = new TreeMap<>();
    List<StreamRead> unread = new ArrayList<>();
    List<StreamRead> halfRead = new ArrayList<>();
    for (StreamRead stream : streams) {
      boolean finishedRefresh =
          stream.position() instanceof StreamPosition.InLog && !stream.isIncremental();
      if (stream.position() instanceof StreamPosition.Unread || finishedRefresh) {
        unread.add(stream);
      } else if (stream.position() instanceof StreamPosition.InSnapshot in) {
        if (in.cursor() == null) {
          begun.computeIfAbsent(in.snapshot(), snapshot -> new ArrayList<>()).add(stream);
        } else {
          halfRead.add(stream);
        }
      }
    }
    for (StreamRead stream : halfRead) {
      unread.addAll(resume(List.of(stream), lost));
    }
    begun.values().forEach(tables -> unread.addAll(resume(tables, lost)));
    if (!unread.isEmpty()) {
      readAfresh(unread, lost);
    }
  }

  private void readAfresh(List<StreamRead> streams, LostPlaces lost) {
    long snapshot = newestSnapshot();
    streams.forEach(stream -> stream.begin(snapshot));
    try {
      walk(snapshot, null, streams);
    } catch (ConvexException e) {
      // A walk may take longer than its snapshot lives.
      if (e.placeProblem() != PlaceProblem.EXPIRED) {
        throw e;
      }
      lost.fail(unfinished(streams), e);
    }
  }

  /**
   * Goes on with a snapshot that an earlier read began.
   *
   * @param streams all at one place
   * @return those that are to start over
   */
  private List<StreamRead> resume(List<StreamRead> streams, LostPlaces lost) {
    StreamPosition.InSnapshot saved = (StreamPosition.InSnapshot) streams.get(0).position();
    try {
      walk(saved.snapshot(), saved.cursor(), streams);
      return List.of();
    } catch (ConvexException e) {
      boolean firstPage = streams.stream().allMatch(stream -> stream.position().equals(saved));
      boolean isLost =
          switch (e.placeProblem()) {
            case NONE -> false;
            case EXPIRED, FOREIGN -> true;
            // One that was readable a page ago still is: it is the deployment that is in trouble.
            case PERHAPS_EXPIRED -> firstPage;
          };
      if (!isLost) {
        throw e;
      }
      return lost.take(unfinished(streams), e);
    }
  }

  private static List<StreamRead> unfinished(List<StreamRead> streams) {
    return streams.stream()
        .filter(stream -> stream.position() instanceof StreamPosition.InSnapshot)
        .toList();
  }

  /**
   * Asked for on its own, so that every page of the walk names its snapshot and can be asked for
   * again; the page of no table costs the backend nothing.
   */
  private long newestSnapshot() {
    SnapshotRequest nothing = new SnapshotRequest(null, null, Selection.none());
    return retries.call(() -> client.listSnapshot(nothing, (bytes, start, end) -> {})).snapshot();
  }

  private void walk(long snapshot, @Nullable String firstCursor, List<StreamRead> streams) {
    LOG.info("Reading the snapshot {} of {} streams.", snapshot, streams.size());
    Map<TablePath, StreamRead> byTable =
        streams.stream().collect(Collectors.toMap(StreamRead::table, Function.identity()));
    Selection selection = StreamRead.selection(streams);
    StreamPosition end = new StreamPosition.InLog(snapshot);
    StreamRead current = null;
    String cursor = firstCursor;
    boolean more = true;
    while (more) {
      PageRows rows = new PageRows(byTable, row -> true);
      SnapshotRequest request = new SnapshotRequest(snapshot, cursor, selection);
      SnapshotPage page = retries.call(() -> client.listSnapshot(request, rows.attempt()));
      StreamRead pages = rows.lastStream();
      if (pages != null && pages != current) {
        // A page never spans two tables, so the rows of another table end the one before.
        if (current != null) {
          current.advance(end);
        }
        current = pages;
      }
      more = page.hasMore();
      if (more && Objects.equals(page.cursor(), cursor)) {
        throw StuckWalk.of("a snapshot");
      }
      cursor = page.cursor();
      if (current != null && cursor != null) {
        current.advance(new StreamPosition.InSnapshot(snapshot, cursor));
      }
      progress.tableRead(current);
    }
    streams.forEach(stream -> stream.advance(end));
  }
}
