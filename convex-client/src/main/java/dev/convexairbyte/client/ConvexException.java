package dev.convexairbyte.client;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request that did not do what was asked. The message is one sentence for the operator, without
 * payload, header or key.
 */
public final class ConvexException extends RuntimeException {

  /** What can be done about it. */
  public enum Kind {
    /** Wrong as asked: key, permission, plan, URL, state. The same request will fail again. */
    REFUSED,
    /** May pass: network, 408, 429, 5xx, an index that is still being built. */
    PASSING,
    /** An answer that no deployment should give. */
    UNEXPECTED
  }

  /**
   * Answers of a deployment or a proxy that stopped waiting for it, and an error without a name,
   * which may have come after the commit.
   */
  private static final Set<Integer> IN_DOUBT = Set.of(408, 500, 502, 504);

  private final Kind kind;
  private final int status;
  private final @Nullable String code;
  private final @Nullable Duration retryAfter;
  private final Sentence sentence;
  private final boolean persistent;
  private final boolean inDoubt;

  private ConvexException(
      Kind kind,
      int status,
      @Nullable String code,
      @Nullable Duration retryAfter,
      Sentence sentence,
      int attempts,
      boolean persistent,
      boolean inDoubt,
      @Nullable Throwable cause) {
    super(sentence.text(attempts), cause);
    this.kind = kind;
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
    this.sentence = sentence;
    this.persistent = persistent;
    this.inDoubt = inDoubt;
  }

  /** The request did not reach the deployment. */
  static ConvexException unsent(String action, Failure failure, @Nullable Throwable cause) {
    return withoutAnswer(action, failure, false, cause);
  }

  /** The request went out, and no whole answer came. */
  static ConvexException unanswered(String action, Failure failure, @Nullable Throwable cause) {
    return withoutAnswer(action, failure, true, cause);
  }

  private static ConvexException withoutAnswer(
      String action, Failure failure, boolean inDoubt, @Nullable Throwable cause) {
    return new ConvexException(
        failure.kind(),
        0,
        null,
        null,
        new Sentence(action, failure.reason(), failure.remedy()),
        1,
        false,
        inDoubt,
        cause);
  }

  /** An answer came, and it was not a good one. */
  static ConvexException answered(
      String action,
      Failure failure,
      int status,
      @Nullable String code,
      @Nullable Duration retryAfter) {
    return new ConvexException(
        failure.kind(),
        status,
        code,
        retryAfter,
        new Sentence(action, failure.reason(), failure.remedy()),
        1,
        false,
        isInDoubt(status, code),
        null);
  }

  /** An error of a server that is not in Convex's own words is a proxy's, about any moment. */
  private static boolean isInDoubt(int status, @Nullable String code) {
    boolean isConvex = code != null && ConvexErrorCode.of(code).isPresent();
    return IN_DOUBT.contains(status) || (status >= 500 && !isConvex);
  }

  /**
   * The same failure, as the last one of several: the sentence says how many.
   *
   * @param persistent whether all of them had the same status and code
   */
  ConvexException after(int attempts, boolean persistent) {
    return new ConvexException(
        kind, status, code, retryAfter, sentence, attempts, persistent, inDoubt, this);
  }

  /** Whether both are answers of one status and code. */
  boolean isLike(ConvexException other) {
    return status == other.status && Objects.equals(code, other.code);
  }

  public Kind kind() {
    return kind;
  }

  /** The HTTP status, 0 where no whole answer came. */
  public int status() {
    return status;
  }

  /**
   * The code of the error body, such as InvalidWindowToReadDocuments: at most 64 letters, digits,
   * underscores, dots and dashes.
   */
  public @Nullable String code() {
    return code;
  }

  /** How long the deployment, or a proxy before it, asked to be left alone. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** Why, as a clause, with status and code where there are any. */
  public String reason() {
    return sentence.reason();
  }

  /** What to do about it, as an imperative. */
  public String remedy() {
    return sentence.remedy();
  }

  /** Whether the request may have been carried out all the same. */
  public boolean isInDoubt() {
    return inDoubt;
  }

  /** What this says of the records and the index of an import. */
  public ImportProblem importProblem() {
    return ImportProblem.of(status, code);
  }

  /** What this says of the cursor or the snapshot that the request named. */
  public PlaceProblem placeProblem() {
    return PlaceProblem.of(status, code, persistent);
  }
}
