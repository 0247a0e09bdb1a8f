package dev.convexairbyte.sync.cli;

import dev.convexairbyte.sync.failure.Party;
import dev.convexairbyte.sync.program.ConnectorCommand;
import dev.convexairbyte.sync.program.ConnectorLog;
import dev.convexairbyte.sync.program.ConnectorProgram;
import dev.convexairbyte.sync.program.JobFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The folder with the files of the connectors, and their programs, while they are needed. */
final class Workplace implements AutoCloseable {

  /** For a program that is told to end. */
  private static final Duration END = Duration.ofSeconds(5);

  private final Invocation invocation;
  private final OutputOptions output;
  private final Consumer<ProcessHandle> started;
  private final Path folder;
  private final List<ProcessHandle> processes = new ArrayList<>();

  /** For connectors that are only asked something. */
  Workplace(Invocation invocation, OutputOptions output) {
    this(invocation, output, process -> {});
  }

  /**
   * Makes the folder.
   *
   * @param started told of every process
   */
  Workplace(Invocation invocation, OutputOptions output, Consumer<ProcessHandle> started) {
    this.invocation = invocation;
    this.output = output;
    this.started = started;
    this.folder = JobFolder.closed(invocation.temporary().toAbsolutePath());
  }

  Path folder() {
    return folder;
  }

  /**
   * A connector, which is asked for its spec.
   *
   * @param config null for one that is asked for nothing else
   */
  Connector connector(Party party, ConnectorCommand command, @Nullable Path config) {
    Console console = output.console(invocation);
    ConfigInUse inUse = ConfigInUse.read(party, config);
    ConnectorLog log = new ConnectorLog(party, output.logLevel(), console::warn, console::tell);
    JobFolder files = JobFolder.in(folder, party.word());
    ConnectorProgram program =
        new ConnectorProgram(party, command, inUse.content(), files, log, this::started);
    return new Connector(party, program, inUse, console, invocation.secrets());
  }

  private void started(ProcessHandle process) {
    processes.add(process);
    // First the signal: what cannot be noted has to end as well.
    invocation.stopSignal().started(process);
    started.accept(process);
  }

  /** Ends what still runs, as one connector does that was asked when the other had failed. */
  @Override
  public void close() {
    List<ProcessHandle> alive = processes.stream().filter(ProcessHandle::isAlive).toList();
    alive.forEach(ProcessHandle::destroy);
    CompletableFuture.allOf(
            alive.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, END.toSeconds(), TimeUnit.SECONDS)
        .join();
    alive.forEach(ProcessHandle::destroyForcibly);
    JobFolder.delete(folder);
  }
}
