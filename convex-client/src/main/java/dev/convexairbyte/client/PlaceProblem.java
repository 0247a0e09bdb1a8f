package dev.convexairbyte.client;

import org.jspecify.annotations.Nullable;

/**
 * What a failed request for a page says of the place in the snapshot or the log that it named. Only
 * exact pairs of status and code count: to read a table again because a proxy had a bad minute
 * would cost its owner dearly.
 */
public enum PlaceProblem {
  /** Nothing is known to be wrong with the place. */
  NONE,
  /** The deployment no longer has it. */
  EXPIRED,
  /**
   * The deployment most likely no longer has it: a snapshot that has left the document retention is
   * answered like an error without a name (get-convex/convex-backend, crates/errors/src/lib.rs), so
   * only one that came at every attempt counts. True of snapshots only, the log has an own code.
   */
  PERHAPS_EXPIRED,
  /** The deployment never had it: it is another one's, or it was restored to before it. */
  FOREIGN;

  /**
   * @param persistent whether several attempts got this answer and no other
   */
  static PlaceProblem of(int status, @Nullable String code, boolean persistent) {
    if (status == 409) {
      return EXPIRED;
    }
    ConvexErrorCode known = code == null ? null : ConvexErrorCode.of(code).orElse(null);
    if (known == null) {
      return NONE;
    }
    if (status == 503) {
      return persistent && known == ConvexErrorCode.INTERNAL_SERVER_ERROR ? PERHAPS_EXPIRED : NONE;
    }
    if (status != 400) {
      return NONE;
    }
    return switch (known) {
      case INVALID_WINDOW_TO_READ_DOCUMENTS, SNAPSHOT_TOO_OLD -> EXPIRED;
      case SNAPSHOT_TOO_NEW, INVALID_LIST_SNAPSHOT_CURSOR -> FOREIGN;
      default -> NONE;
    };
  }
}
