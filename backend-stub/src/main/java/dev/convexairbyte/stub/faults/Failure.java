package dev.convexairbyte.stub.faults;

import dev.convexairbyte.stub.errors.BackendError;
import java.time.Duration;
import java.util.OptionalInt;

/** What a client sees of a fault. */
public sealed interface Failure {

  /** Whether the request is carried out all the same, unless a rule says otherwise. */
  default boolean carriesOut() {
    return true;
  }

  /** Whether it does something to the body of the right answer, which then must have one. */
  default boolean breaksBody() {
    return this instanceof CutBody || this instanceof SlowBody;
  }

  /** An error of the catalogue instead of the answer, where wanted with a Retry-After header. */
  record ErrorAnswer(BackendError error, OptionalInt retryAfterSeconds) implements Failure {

    @Override
    public boolean carriesOut() {
      return false;
    }
  }

  /** A status with an empty body instead of the answer. */
  record EmptyAnswer(int status) implements Failure {

    @Override
    public boolean carriesOut() {
      return false;
    }
  }

  /** The connection ends before the answer begins. */
  record LostAnswer(Ending ending) implements Failure {}

  /** The right status and headers, half of the body, then the end. */
  record CutBody(Ending ending) implements Failure {}

  /** The right answer, in small pieces over so long. */
  record SlowBody(Duration time) implements Failure {}

  /** How an answer ends too early. */
  enum Ending {
    /** The connection is closed: FIN. */
    DISCONNECT,
    /** The connection is reset: RST. */
    RESET,
    /** HTTP says that the body is complete, and what it holds is not. */
    TRUNCATION
  }
}
