package dev.convexairbyte.source.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.cdk.io.StdoutMessageWriter;
import dev.convexairbyte.cdk.log.LogOutput;
import dev.convexairbyte.cdk.message.AirbyteLogMessage.Level;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private Instant now = Instant.EPOCH;

  @AfterEach
  void giveLogsBack() {
    LogOutput.uninstall();
  }

  @Test
  void isSaidAtMostEveryTenSeconds() {
    LogOutput.install(StdoutMessageWriter.to(output), Level.INFO);
    Progress progress = new Progress(List.of(), () -> now);

    for (int second = 0; second <= 25; second++) {
      now = Instant.ofEpochSecond(second);
      progress.pageEnded();
    }

    assertThat(output.toString(StandardCharsets.UTF_8).lines())
        .hasSize(2)
        .allMatch(line -> line.contains("Records read so far: 0."));
  }
}
