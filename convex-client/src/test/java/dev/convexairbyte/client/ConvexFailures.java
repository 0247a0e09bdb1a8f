package dev.convexairbyte.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Catches failures, and holds every one of them to what all must keep to. */
final class ConvexFailures {

  private ConvexFailures() {}

  static ConvexException failureOf(ThrowingCallable call) {
    ConvexException failure = catchThrowableOfType(ConvexException.class, call);
    assertThat(failure).as("a ConvexException").isNotNull();
    assertThat(failure.getMessage())
        .matches(
            "Tried to [^\\n;]+ but failed( after \\d+ attempts)? because [^\\n;]+; [^\\n;]+\\.");
    assertKeepsSecrets(failure);
    return failure;
  }

  /** Messages and stack traces of a failure and all its causes. */
  static void assertKeepsSecrets(Throwable failure) {
    StringWriter everything = new StringWriter();
    failure.printStackTrace(new PrintWriter(everything));
    assertThat(everything.toString() + failure)
        .doesNotContain("5ecret")
        .doesNotContain(RecordingServer.KEY)
        .doesNotContainIgnoringCase("authorization")
        .doesNotContain("PRIVATE");
  }
}
