package dev.convexairbyte.sync.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.cdk.message.AirbyteMessage;
import dev.convexairbyte.sync.failure.Party;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

@Timeout(20)
class InquiryTest {

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "answers.csv",
      delimiter = '|',
      quoteCharacter = '`',
      numLinesToSkip = 1)
  void takesTheFirstAnswer(String what, @Nullable String lines, int exitCode, String answer)
      throws InterruptedException {
    FakeSource source =
        FakeSource.of(lines == null ? List.of() : List.of(lines.split("#", -1)), exitCode);

    if (answer.startsWith("failed: ")) {
      assertThatThrownBy(() -> ask(source))
          .as(what)
          .hasMessageStartingWith(answer.substring("failed: ".length()));
      return;
    }
    assertThat(ask(source)).as(what).isEqualTo(answer);
  }

  private static String ask(FakeSource source) throws InterruptedException {
    return Inquiry.ask(Party.SOURCE, "discover", source, AirbyteMessage.Type.CATALOG, "catalog")
        .toString();
  }
}
