package dev.convexairbyte.sync.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.cdk.message.AirbyteLogMessage.Level;
import dev.convexairbyte.cdk.message.AirbyteMessage;
import dev.convexairbyte.sync.failure.Party;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

@Timeout(20)
class InquiryTest {

  private static final Duration LONG = Duration.ofSeconds(15);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String ANSWER =
      "echo '{\"type\":\"CATALOG\",\"catalog\":{\"streams\":[]}}'; ";

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

  @Test
  void aProgramThatAnswersAndLingersIsEnded() throws InterruptedException {
    ConnectorProcess lingering = start(ANSWER + "exec sleep 60");

    assertThat(ask(lingering, LONG, SHORT)).isEqualTo("{\"streams\":[]}");

    assertThat(lingering.handle().isAlive()).isFalse();
  }

  @Test
  void whatFollowsTheAnswerHoldsNobodyUp() throws InterruptedException {
    ConnectorProcess talking = start(ANSWER + "seq 100000; echo done >&2");

    assertThat(ask(talking, LONG, LONG)).isEqualTo("{\"streams\":[]}");

    assertThat(talking.lastWords()).containsExactly("done");
  }

  @Test
  void aProgramThatGivesNoAnswerIsEnded() {
    ConnectorProcess silent = start("trap '' TERM; echo thinking >&2; while :; do sleep 0.1; done");

    assertThatThrownBy(() -> ask(silent, SHORT, SHORT))
        .hasMessage(
            "Tried to run discover of the source but failed because it gave no answer for 0 minutes and was ended; look at what it printed last:\n  thinking");

    assertThat(silent.handle().isAlive()).isFalse();
  }

  @Test
  void whoeverIsInterruptedEndsTheProgramAndWhatItHasStarted() throws InterruptedException {
    ConnectorProcess wrapper =
        start("sh -c \"trap '' TERM; echo; while :; do sleep 0.1; done\" & wait");
    ProcessHandle child = awaitChild(wrapper);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> ask(wrapper, LONG, Duration.ofSeconds(2)))
        .isInstanceOf(InterruptedException.class);

    assertThat(wrapper.handle().isAlive()).isFalse();
    EndedProcess.await(child);
  }

  private static ProcessHandle awaitChild(ConnectorProcess process) {
    while (true) {
      Optional<ProcessHandle> child = process.handle().children().findFirst();
      if (child.isPresent()) {
        return child.get();
      }
      Thread.onSpinWait();
    }
  }

  private static ConnectorProcess start(String script) {
    return ConnectorProcess.start(
        Party.SOURCE,
        List.of("sh", "-c", script),
        new ConnectorLog(Party.SOURCE, Level.WARN, line -> {}, line -> {}));
  }

  private static String ask(RunningProgram program, Duration most, Duration end)
      throws InterruptedException {
    return Inquiry.ask(
            Party.SOURCE, "discover", program, AirbyteMessage.Type.CATALOG, "catalog", most, end)
        .toString();
  }

  private static String ask(FakeSource source) throws InterruptedException {
    return Inquiry.ask(Party.SOURCE, "discover", source, AirbyteMessage.Type.CATALOG, "catalog")
        .toString();
  }
}
