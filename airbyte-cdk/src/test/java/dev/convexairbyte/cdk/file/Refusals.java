package dev.convexairbyte.cdk.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.cdk.ConnectorException;
import dev.convexairbyte.cdk.message.FailureType;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** How every file is refused: a config error in one sentence, without a word of the content. */
final class Refusals {

  private Refusals() {}

  static void assertRefused(String name, Path file, String reason, ThrowingCallable reading) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            ConnectorException.class,
            failure -> {
              assertThat(failure.failureType()).isEqualTo(FailureType.CONFIG_ERROR);
              assertThat(failure.sentence())
                  .startsWith(
                      "Tried to read the %s file %s but failed because %s"
                          .formatted(name, file, reason))
                  .matches("[^;]*; [^;.]+\\.")
                  .doesNotContain("SECRET", "INVALID");
              assertThat(failure).hasNoCause();
            });
  }
}
