package dev.convexairbyte.source.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.cdk.io.StdoutMessageWriter;
import dev.convexairbyte.cdk.log.LogOutput;
import dev.convexairbyte.cdk.message.AirbyteLogMessage.Level;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.source.state.StreamPosition;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final StdoutMessageWriter writer = StdoutMessageWriter.to(output);
  private final StreamRead users =
      new StreamRead(
          new StreamDescriptor("users", null),
          true,
          new StreamPosition.Unread(),
          writer,
          () -> Instant.EPOCH);
  private Instant now = Instant.EPOCH;

  @AfterEach
  void giveLogsBack() {
    LogOutput.uninstall();
  }

  @Test
  void isSaidAtMostEveryTenSeconds() {
    LogOutput.install(StdoutMessageWriter.to(output), Level.INFO);
    Progress progress = new Progress(List.of(), () -> now, Optional::empty);

    for (int second = 0; second <= 25; second++) {
      now = Instant.ofEpochSecond(second);
      progress.tableRead(null);
    }

    assertThat(output.toString(StandardCharsets.UTF_8).lines())
        .hasSize(2)
        .allMatch(line -> line.contains("Records read so far: 0, 0 a second."));
  }

  @Test
  void namesTheTableAndTheSpeedSinceTheLastReport() {
    Progress progress = progressOf(users);
    writeRows(300);
    now = Instant.ofEpochSecond(20);
    progress.tableRead(users);
    writeRows(100);
    now = Instant.ofEpochSecond(30);
    progress.tableRead(users);

    assertThat(logged())
        .containsExactly(
            "Records read so far: 300, 15 a second, now in table users.",
            "Records read so far: 400, 10 a second, now in table users.");
  }

  @Test
  void saysHowFarTheLogIsBehindTheDeploymentsClock() {
    Progress progress = progressOf(users);
    now = Instant.ofEpochSecond(10);

    progress.logRead(1_000_000_000_000L, true);

    assertThat(logged())
        .containsExactly(
            "Records read so far: 0, 0 a second, the log is read up to 1970-01-01T00:16:40Z,"
                + " 35 s behind the deployment's clock.");
  }

  @Test
  void saysNothingOfALagAtTheEndOfTheLog() {
    Progress progress = progressOf(users);
    now = Instant.ofEpochSecond(10);

    progress.logRead(1_000_000_000_000L, false);

    assertThat(logged())
        .containsExactly(
            "Records read so far: 0, 0 a second, the log is read up to 1970-01-01T00:16:40Z.");
  }

  private Progress progressOf(StreamRead stream) {
    LogOutput.install(writer, Level.INFO);
    return new Progress(
        List.of(stream), () -> now, () -> Optional.of(Instant.ofEpochSecond(1_035)));
  }

  private void writeRows(int rows) {
    for (int row = 0; row < rows; row++) {
      users.write(data -> data.write(new byte[] {'{', '}'}));
    }
  }

  private List<String> logged() {
    return output
        .toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.contains("\"LOG\""))
        .map(line -> line.replaceFirst(".*\"message\":\"", "").replaceFirst("\".*", ""))
        .toList();
  }
}
