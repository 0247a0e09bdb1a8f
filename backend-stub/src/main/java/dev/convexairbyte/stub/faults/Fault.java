package dev.convexairbyte.stub.faults;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.faults.Failure.CutBody;
import dev.convexairbyte.stub.faults.Failure.EmptyAnswer;
import dev.convexairbyte.stub.faults.Failure.Ending;
import dev.convexairbyte.stub.faults.Failure.ErrorAnswer;
import dev.convexairbyte.stub.faults.Failure.LostAnswer;
import dev.convexairbyte.stub.faults.Failure.SlowBody;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A way for a request to fail. Every other error of the backend's catalogue can be had by {@link
 * FaultRule#error}. What breaks a body strikes no response without one: that arrives as it is, and
 * the rule waits for the next.
 */
public enum Fault {
  /** Nothing is done; the client sees a 503 with a JSON error that going on later may cure. */
  SERVICE_UNAVAILABLE,
  /** Nothing is done; the client sees a 429 with a JSON error and no Retry-After header. */
  TOO_MANY_REQUESTS,
  /** Nothing is done; the client sees a 429 with a JSON error and {@code Retry-After: 1}. */
  TOO_MANY_REQUESTS_RETRY_AFTER,
  /** Nothing is done; the client sees the backend's opaque 500. */
  INTERNAL_SERVER_ERROR,
  /** Nothing is done; the client sees a 408 with an empty body. */
  REQUEST_TIMEOUT,
  /** The request is carried out; the client sees the connection close instead of a response. */
  DISCONNECT_BEFORE_RESPONSE,
  /**
   * The request is carried out; the client sees the right status and headers, half of the body and
   * then the connection close.
   */
  DISCONNECT_DURING_BODY,
  /** The request is carried out; the client sees a TCP reset instead of a response. */
  RESET_BEFORE_RESPONSE,
  /**
   * The request is carried out; the client sees the right status and headers, at most half of the
   * body and then a TCP reset.
   */
  RESET_DURING_BODY,
  /**
   * The request is carried out; the client sees a response that is valid HTTP, with half of the
   * body as if it were all, so that only its JSON is broken.
   */
  TRUNCATED_BODY,
  /** The request is carried out; the client sees the body in small pieces, over one second. */
  SLOW_BODY,
  /** Nothing is done; the client sees the 400 of an index that is still being filled. */
  STALE_INDEX,
  /** Nothing is done; the client sees the 403 of a plan without streaming export. */
  STREAMING_EXPORT_NOT_ENABLED,
  /**
   * Nothing is done; the client sees the 503 of a snapshot that is no longer kept, which calls
   * itself InternalServerError.
   */
  OUT_OF_RETENTION;

  /** The fault that the admin routes call so; empty for an unknown name. */
  public static Optional<Fault> named(String wireName) {
    return Arrays.stream(values()).filter(fault -> fault.wireName().equals(wireName)).findFirst();
  }

  /** What the admin routes call it: the constant's name in lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Failure failure() {
    return switch (this) {
      case SERVICE_UNAVAILABLE -> error(BackendError.COMMITTER_FULL);
      case TOO_MANY_REQUESTS -> error(BackendError.TOO_MANY_CONCURRENT_REQUESTS);
      case TOO_MANY_REQUESTS_RETRY_AFTER ->
          new ErrorAnswer(BackendError.TOO_MANY_CONCURRENT_REQUESTS, OptionalInt.of(1));
      case INTERNAL_SERVER_ERROR -> error(BackendError.INTERNAL_SERVER_ERROR);
      case REQUEST_TIMEOUT -> new EmptyAnswer(408);
      case DISCONNECT_BEFORE_RESPONSE -> new LostAnswer(Ending.DISCONNECT);
      case DISCONNECT_DURING_BODY -> new CutBody(Ending.DISCONNECT);
      case RESET_BEFORE_RESPONSE -> new LostAnswer(Ending.RESET);
      case RESET_DURING_BODY -> new CutBody(Ending.RESET);
      case TRUNCATED_BODY -> new CutBody(Ending.TRUNCATION);
      case SLOW_BODY -> new SlowBody(Duration.ofSeconds(1));
      case STALE_INDEX -> error(BackendError.INDEX_BACKFILLING);
      case STREAMING_EXPORT_NOT_ENABLED -> error(BackendError.STREAMING_EXPORT_NOT_ENABLED);
      case OUT_OF_RETENTION -> error(BackendError.OUT_OF_RETENTION);
    };
  }

  private static Failure error(BackendError error) {
    return new ErrorAnswer(error, OptionalInt.empty());
  }
}
