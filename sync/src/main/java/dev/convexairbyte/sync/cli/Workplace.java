package dev.convexairbyte.sync.cli;

import dev.convexairbyte.sync.failure.Party;
import dev.convexairbyte.sync.program.ConnectorCommand;
import dev.convexairbyte.sync.program.ConnectorLog;
import dev.convexairbyte.sync.program.ConnectorProgram;
import dev.convexairbyte.sync.program.JobFolder;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The folder with the files of the connectors, for as long as they are needed. */
final class Workplace implements AutoCloseable {

  private final Invocation invocation;
  private final OutputOptions output;
  private final Consumer<ProcessHandle> started;
  private final Path folder;

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
    this.folder = JobFolder.closed(invocation.temporary());
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
    started.accept(process);
    invocation.stopSignal().started(process);
  }

  @Override
  public void close() {
    JobFolder.delete(folder);
  }
}
