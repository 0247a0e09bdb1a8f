package dev.convexairbyte.destination.write;

import dev.convexairbyte.client.ConvexClient;
import dev.convexairbyte.client.ConvexException;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request that clears tables, run as often as it takes; false while an index is in the way. */
final class ClearRequest implements Supplier<Boolean> {

  private static final Logger LOG = LoggerFactory.getLogger(ClearRequest.class);

  /** What clear_tables answers while an index of a table is being built. */
  private static final String INDEX_IN_THE_WAY = "InvalidImport";

  /** An answer of the deployment itself: whatever came of the request, it is over. */
  private static final String UNNAMED_ERROR = "InternalServerError";

  private final ConvexClient client;
  private final List<String> tables;
  private boolean isPerhapsRunning;

  ClearRequest(ConvexClient client, List<String> tables) {
    this.client = client;
    this.tables = tables;
  }

  @Override
  public Boolean get() {
    warnOfTheOneBefore();
    try {
      client.clearTables(tables);
      return true;
    } catch (ConvexException e) {
      if (INDEX_IN_THE_WAY.equals(e.code())) {
        return false;
      }
      isPerhapsRunning = e.isInDoubt() && !UNNAMED_ERROR.equals(e.code());
      throw e;
    }
  }

  private void warnOfTheOneBefore() {
    if (isPerhapsRunning) {
      LOG.warn(
          "A request that clears {} got no answer and is sent again: should Convex carry out the"
              + " first one late, records that are written meanwhile are lost; compare the numbers"
              + " of rows after the sync, and refresh the stream if some are missing.",
          String.join(", ", tables));
    }
  }
}
