package dev.convexairbyte.sync.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.cdk.message.AirbyteLogMessage.Level;
import dev.convexairbyte.sync.failure.Party;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs as the operating system runs them. */
@Timeout(30)
class ConnectorProcessTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir private Path folder;

  @Test
  void whatAScriptHasStartedIsKilledThoughTheScriptHasEndedBeforeIt() throws Exception {
    ConnectorProcess process = start(script("sh ./child & wait"), line -> {});
    ProcessHandle child = awaitChild(process);

    process.terminate();
    process.handle().onExit().get();
    assertThat(child.isAlive()).as("it ignores SIGTERM").isTrue();
    process.kill();

    assertThat(process.output().readAllBytes()).as("its pipe has ended").isEmpty();
    assertThat(process.await(LONG)).hasValue(143);
    EndedProcess.await(child);
  }

  @Test
  void aProgramHasEndedWhenWhatItHasStartedHas() throws Exception {
    ConnectorProcess process = start(script("sh ./child & wait"), line -> {});
    ProcessHandle child = awaitChild(process);

    assertThat(process.await(SHORT)).isEmpty();
    process.terminate();
    assertThat(process.await(SHORT)).isEmpty();
    assertThat(process.end(SHORT, SHORT)).isEqualTo(143);

    EndedProcess.await(child);
  }

  @Test
  void theLastWordsAreThoseThatAreReadAfterItHasEndedToo() throws Exception {
    ConnectorProcess process =
        start(script("echo first >&2; echo boom >&2; exit 3"), slowly(Duration.ofMillis(300)));

    assertThat(process.await(LONG)).hasValue(3);

    assertThat(process.lastWords()).containsExactly("first", "boom");
  }

  @Test
  void whoHoldsItsStandardErrorOpenDelaysTheLastWordsOnlyForAMoment() throws Exception {
    ConnectorProcess process = start(script("sh ./child & echo boom >&2; exit 3"), line -> {});

    assertThat(process.await(LONG)).hasValue(3);

    assertThat(process.lastWords()).containsExactly("boom");
  }

  /** As if a terminal took the lines only so fast. */
  private static Consumer<String> slowly(Duration line) {
    return text -> {
      try {
        Thread.sleep(line.toMillis());
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private ProcessHandle awaitChild(ConnectorProcess process) throws Exception {
    while (!Files.exists(folder.resolve("deaf"))) {
      Thread.sleep(10);
    }
    return process.handle().children().findFirst().orElseThrow();
  }

  /** Beside it stands a child that does not end on SIGTERM, and says so by the file "deaf". */
  private List<String> script(String body) throws IOException {
    Files.writeString(
        folder.resolve("child"), "trap '' TERM; : >deaf; while [ -e deaf ]; do sleep 0.1; done");
    Path script = folder.resolve("connector");
    Files.writeString(script, "#!/bin/sh\ncd '" + folder + "'\n" + body + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return List.of(script.toString());
  }

  private static ConnectorProcess start(List<String> words, Consumer<String> chatter) {
    return ConnectorProcess.start(
        Party.SOURCE, words, new ConnectorLog(Party.SOURCE, Level.WARN, line -> {}, chatter));
  }
}
