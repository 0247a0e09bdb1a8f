package dev.convexairbyte.stub.export;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.log.DocumentLog;
import java.time.Duration;

/**
 * How far back export may read. Ages are measured against the newest commit, never against the
 * clock; a deployment younger than the retention has lost nothing yet.
 */
public final class ReadWindow {

  private static final long MAX_SNAPSHOT_AGE = Duration.ofDays(5).toNanos();

  private final long documentRetention;

  public ReadWindow(Duration documentRetention) {
    this.documentRetention = documentRetention.toNanos();
  }

  /** Throws where documents as of {@code snapshot} cannot be listed. */
  void requireSnapshot(DocumentLog log, long snapshot) {
    if (snapshot > log.latest()) {
      throw new BackendException(BackendError.SNAPSHOT_TOO_NEW);
    }
    if (log.latest() - snapshot > MAX_SNAPSHOT_AGE) {
      throw new BackendException(BackendError.SNAPSHOT_TOO_OLD);
    }
    if (!keepsSnapshot(log, snapshot)) {
      throw new BackendException(BackendError.OUT_OF_RETENTION);
    }
  }

  /** Throws where the changes right after {@code cursor} are no longer kept. */
  void requireCursor(DocumentLog log, long cursor) {
    if (!keepsChangesAfter(log, cursor)) {
      throw new BackendException(BackendError.INVALID_WINDOW_TO_READ_DOCUMENTS);
    }
  }

  /** Whether documents as of {@code snapshot} are still kept. */
  public boolean keepsSnapshot(DocumentLog log, long snapshot) {
    return snapshot >= oldestKept(log);
  }

  /** Whether every change later than {@code cursor} is still kept. */
  public boolean keepsChangesAfter(DocumentLog log, long cursor) {
    return cursor >= oldestKept(log) - 1;
  }

  private long oldestKept(DocumentLog log) {
    long oldest = log.latest() - documentRetention;
    return oldest > log.earliest() ? oldest : 0;
  }
}
