package dev.convexairbyte.stub.datasync;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.tokens.SealedTokens;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/** Where a listing of syncs goes on, as the text that clients hand back. */
public final class ActiveSyncCursors {

  private final SealedTokens tokens;

  /**
   * @param secret the deployment's, so that no other takes its cursors
   */
  public ActiveSyncCursors(byte[] secret, RandomGenerator random) {
    tokens = new SealedTokens(secret, "active syncs cursor", random);
  }

  /** The place right after one sync in the order of the listing. */
  record Position(long lastUpdated, double creationTime) {

    boolean isBefore(ActiveSync sync) {
      return sync.lastUpdated() < lastUpdated
          || (sync.lastUpdated() == lastUpdated && sync.creationTime() < creationTime);
    }
  }

  String sealAfter(ActiveSync last) {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + Double.BYTES);
    bytes.putLong(last.lastUpdated()).putDouble(last.creationTime());
    return tokens.seal(bytes.array());
  }

  /** Throws INVALID_CURSOR for what is no cursor of this deployment's listing. */
  Position open(String text) {
    ByteBuffer bytes =
        tokens
            .open(text)
            .map(ByteBuffer::wrap)
            .orElseThrow(() -> new BackendException(BackendError.INVALID_CURSOR));
    return new Position(bytes.getLong(), bytes.getDouble());
  }
}
