package dev.convexairbyte.source.read;

import dev.convexairbyte.client.ConvexClient;
import dev.convexairbyte.client.ConvexException;
import dev.convexairbyte.client.DeltasPage;
import dev.convexairbyte.client.PlaceProblem;
import dev.convexairbyte.client.Retries;
import dev.convexairbyte.client.Selection;
import dev.convexairbyte.client.TablePath;
import dev.convexairbyte.source.state.StreamPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the log from the smallest of the streams' cursors to its end. */
final class DeltaWalk {

  private static final Logger LOG = LoggerFactory.getLogger(DeltaWalk.class);

  private final ConvexClient client;
  private final Retries retries;
  private final Progress progress;

  DeltaWalk(ConvexClient client, Retries retries, Progress progress) {
    this.client = client;
    this.retries = retries;
    this.progress = progress;
  }

  /**
   * Reads the log to its end. Where it no longer reaches back to the smallest cursor, the streams
   * that stand there are lost and the walk goes on with the next: how far it reaches only trying
   * tells, and a refusal costs next to nothing.
   *
   * @param streams all in the log
   * @return those that are to start over
   */
  List<StreamRead> run(List<StreamRead> streams, LostPlaces lost) {
    List<StreamRead> left = new ArrayList<>(streams);
    List<StreamRead> startOver = new ArrayList<>();
    while (!left.isEmpty()) {
      try {
        walk(left);
        return startOver;
      } catch (ConvexException e) {
        if (e.placeProblem() != PlaceProblem.EXPIRED) {
          throw e;
        }
        long oldest = smallestCursor(left);
        List<StreamRead> tooOld = left.stream().filter(stream -> cursor(stream) == oldest).toList();
        left.removeAll(tooOld);
        startOver.addAll(lost.take(tooOld, e));
      }
    }
    return startOver;
  }

  /** Rows at or before a stream's own cursor were read before. */
  private void walk(List<StreamRead> streams) {
    Map<TablePath, StreamRead> byTable =
        streams.stream().collect(Collectors.toMap(StreamRead::table, Function.identity()));
    Selection selection = StreamRead.selection(streams);
    long cursor = smallestCursor(streams);
    boolean more = true;
    while (more) {
      long from = cursor;
      PageRows rows = new PageRows(byTable, DeltaWalk::isNew);
      DeltasPage page = retries.call(() -> client.documentDeltas(from, selection, rows.attempt()));
      if (page.cursor() < from) {
        // A cursor beyond the newest commit is answered with that commit: keep the saved one.
        LOG.warn(
            "The saved place of {} is ahead of the deployment, so nothing is read: check that"
                + " deployment_url still is the deployment of this connection.",
            StreamNames.of(streams));
        return;
      }
      if (page.hasMore() && page.cursor() == from) {
        throw StuckWalk.of("the change log");
      }
      cursor = page.cursor();
      more = page.hasMore();
      streams.forEach(stream -> stream.advance(new StreamPosition.InLog(later(stream, page))));
      progress.logRead(cursor, more);
    }
    walkBeyond(cursor, streams);
  }

  /**
   * The log may go on behind the last row of a page that was just full, and a saved cursor lie
   * there; or it lies behind all of the log, and then every change of its stream would be passed
   * over without a word. Only the deployment can tell.
   */
  private void walkBeyond(long cursor, List<StreamRead> streams) {
    List<StreamRead> beyond = streams.stream().filter(stream -> cursor(stream) > cursor).toList();
    if (!beyond.isEmpty()) {
      walk(beyond);
    }
  }

  private static long smallestCursor(List<StreamRead> streams) {
    return streams.stream().mapToLong(DeltaWalk::cursor).min().orElseThrow();
  }

  private static long later(StreamRead stream, DeltasPage page) {
    return Math.max(cursor(stream), page.cursor());
  }

  private static boolean isNew(PageRows.Row row) {
    return row.timestamp() > cursor(row.stream());
  }

  private static long cursor(StreamRead stream) {
    if (stream.position() instanceof StreamPosition.InLog log) {
      return log.cursor();
    }
    throw new IllegalStateException("Not in the log: " + stream.descriptor());
  }
}
