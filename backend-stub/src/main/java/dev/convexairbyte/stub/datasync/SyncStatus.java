package dev.convexairbyte.stub.datasync;

/** Whether what a client was sent is a state that the deployment had. */
sealed interface SyncStatus {

  /** It is not yet: some table is not captured. */
  record Snapshotting() implements SyncStatus {}

  /** It is that of {@code ts}, and there are commits after it. */
  record Stale(long ts) implements SyncStatus {}

  /** It is that of the newest commit. */
  record UpToDate(long ts) implements SyncStatus {}

  static SyncStatus of(SyncCursor cursor, long latest) {
    if (cursor.current().isPresent()) {
      return new Snapshotting();
    }
    return cursor.ts() < latest ? new Stale(cursor.ts()) : new UpToDate(cursor.ts());
  }
}
