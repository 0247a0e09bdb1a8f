package dev.convexairbyte.sync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.sync.program.EndedProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StopSignalTest {

  @Test
  void whatAScriptHasStartedIsEndedThoughItDoesNotEndWhenItIsTold() throws Exception {
    Process script =
        new ProcessBuilder(
                "sh", "-c", "sh -c \"trap '' TERM; echo; while :; do sleep 0.1; done\" & wait")
            .start();
    assertThat(script.getInputStream().read()).as("the child is deaf now").isPositive();
    ProcessHandle child = script.children().findFirst().orElseThrow();
    StopSignal signal = new StopSignal(new Thread());
    signal.started(script.toHandle());

    signal.stop();
    script.waitFor();
    signal.ended();
    signal.stopAndWait();

    EndedProcess.await(child);
  }
}
