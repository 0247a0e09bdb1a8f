package dev.convexairbyte.sync.cli;

import dev.convexairbyte.cdk.message.AirbyteLogMessage.Level;
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

  private final Path folder = JobFolder.closed();
  private final Console console;
  private final Secrets secrets;
  private final Level logLevel;
  private final Consumer<ProcessHandle> started;

  /**
   * Makes the folder.
   *
   * @param started told of every process
   */
  Workplace(Console console, Secrets secrets, Level logLevel, Consumer<ProcessHandle> started) {
    this.console = console;
    this.secrets = secrets;
    this.logLevel = logLevel;
    this.started = started;
  }

  Path folder() {
    return folder;
  }

  /**
   * A connector, not started yet.
   *
   * @param config null for one that is only asked for its spec
   */
  Connector connector(Party party, ConnectorCommand command, @Nullable Path config) {
    ConfigInUse inUse = ConfigInUse.read(party, config);
    ConnectorLog log = new ConnectorLog(party, logLevel, console::warn, console::tell);
    JobFolder files = JobFolder.in(folder, party.word());
    return new Connector(
        party,
        new ConnectorProgram(party, command, inUse.content(), files, log, started),
        inUse,
        console,
        secrets);
  }

  @Override
  public void close() {
    JobFolder.delete(folder);
  }
}
