package dev.convexairbyte.stub.transfer;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.tokens.SealedTokens;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** What lets whoever has it post a file within an hour. */
public final class UploadTokens {

  private static final Duration VALIDITY = Duration.ofHours(1);

  private final SealedTokens sealed;
  private final Clock clock;

  /**
   * @param secret the deployment's
   */
  public UploadTokens(byte[] secret, RandomGenerator random, Clock clock) {
    this.sealed = new SealedTokens(secret, "store file", random);
    this.clock = clock;
  }

  /** A token that is valid from now on. */
  public String issue() {
    long now = clock.instant().getEpochSecond();
    return sealed.seal(ByteBuffer.allocate(Long.BYTES).putLong(now).array());
  }

  /** Throws STORAGE_TOKEN_INVALID or STORAGE_TOKEN_EXPIRED. */
  void check(String token) {
    byte[] opened =
        sealed
            .open(token)
            .orElseThrow(() -> new BackendException(BackendError.STORAGE_TOKEN_INVALID));
    Instant issued = Instant.ofEpochSecond(ByteBuffer.wrap(opened).getLong());
    if (!clock.instant().isBefore(issued.plus(VALIDITY))) {
      throw new BackendException(BackendError.STORAGE_TOKEN_EXPIRED);
    }
  }

  boolean isValid(String token) {
    try {
      check(token);
      return true;
    } catch (BackendException e) {
      return false;
    }
  }
}
