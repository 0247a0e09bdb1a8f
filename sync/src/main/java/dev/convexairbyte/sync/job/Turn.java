package dev.convexairbyte.sync.job;

import dev.convexairbyte.cdk.message.SyncMode;
import dev.convexairbyte.sync.catalog.ConnectionStream;
import dev.convexairbyte.sync.catalog.Generation;
import dev.convexairbyte.sync.job.Job.Kind;
import dev.convexairbyte.sync.state.GenerationBook.Entry;
import org.jspecify.annotations.Nullable;

/**
 * How a stream goes into an attempt (airbytehq/airbyte-platform, GenerationBumper,
 * CatalogGenerationSetter). A later attempt goes on with what an earlier one began only if the
 * stream is resumable and the destination knows generations; so does the next job here if this one
 * did not come to its end.
 *
 * @param startsOver whether its state is forgotten
 * @param entry its generation from now on; null where the destination knows none
 */
record Turn(boolean startsOver, @Nullable Entry entry) {

  /**
   * The turn of a stream.
   *
   * @param kind what the job does with it
   * @param before its generation up to now; null where the destination knows none
   */
  static Turn of(ConnectionStream stream, Kind kind, int attempt, @Nullable Entry before) {
    boolean isFullRefresh = stream.syncMode() == SyncMode.FULL_REFRESH;
    if (before == null) {
      return new Turn(isFullRefresh || (kind != Kind.SYNC && attempt == 1), null);
    }
    boolean isBegun = before.isUnfinished() && (attempt > 1 || kind == Kind.SYNC);
    boolean beginsAnew = isFullRefresh || kind != Kind.SYNC || isBegun;
    boolean startsOver = beginsAnew && !(isBegun && stream.isResumable());
    long id = before.generation().id() + (startsOver ? 1 : 0);
    boolean truncates =
        kind == Kind.TRUNCATE_REFRESH
            || kind == Kind.CLEAR
            || stream.writeMode().overwrites()
            || (isBegun && before.generation().minimum() > 0);
    return new Turn(startsOver, new Entry(new Generation(id, truncates ? id : 0), beginsAnew));
  }
}
