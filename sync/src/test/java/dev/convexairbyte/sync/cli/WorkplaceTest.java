package dev.convexairbyte.sync.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.sync.failure.Party;
import dev.convexairbyte.sync.job.JobRun;
import dev.convexairbyte.sync.program.ConnectorCommand;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WorkplaceTest {

  private final List<ProcessHandle> started = new ArrayList<>();

  @TempDir private Path folder;

  @Test
  void aProgramThatCannotBeNotedIsEnded() {
    try (Workplace place = place(process -> refuse())) {
      assertThatThrownBy(() -> place.connector(Party.SOURCE, slow(), null)).hasMessage("No space.");
    }

    assertThat(started).hasSize(1).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void aProgramThatIsStillAskedEndsWithThePlace() {
    Path files;
    try (Workplace place = place(process -> {})) {
      files = place.folder();
      place.connector(Party.SOURCE, slow(), null);
      assertThat(started).hasSize(1).allMatch(ProcessHandle::isAlive);
    }

    assertThat(started).noneMatch(ProcessHandle::isAlive);
    assertThat(files).doesNotExist();
  }

  private ConnectorCommand slow() {
    ScriptConnector connector =
        ScriptConnector.in(folder.resolve("slow")).running("spec", "exec sleep 60");
    return new ConnectorCommand(List.of(connector.command().toString()));
  }

  private static void refuse() {
    throw ConnectorException.config("No space.");
  }

  private Workplace place(Consumer<ProcessHandle> then) {
    return new Workplace(
        invocation(),
        new OutputOptions(),
        process -> {
          started.add(process);
          then.accept(process);
        });
  }

  private Invocation invocation() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    return new Invocation(
        folder,
        folder,
        nowhere,
        nowhere,
        new Secrets(),
        new StopSignal(Thread.currentThread()),
        new JobRun.Surroundings(Clock.systemUTC(), System::nanoTime, time -> {}));
  }
}
