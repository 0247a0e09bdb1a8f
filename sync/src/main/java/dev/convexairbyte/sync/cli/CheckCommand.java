package dev.convexairbyte.sync.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.message.AirbyteMessage;
import dev.convexairbyte.sync.failure.Party;
import dev.convexairbyte.sync.program.RunningProgram;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks configs. */
@Command(
    name = "check",
    description = "Tries the config of the source, of the destination, or of both.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

  private final Invocation invocation;

  @Mixin private SourceOptions source = new SourceOptions();
  @Mixin private DestinationOptions destination = new DestinationOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  CheckCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (!source.isGiven() && !destination.isGiven()) {
      throw new UsageException(
          "Tried to check but failed because there is nothing to check; give --source-config or --destination-config.");
    }
    try (Workplace place = new Workplace(invocation, output)) {
      boolean isGood = true;
      if (source.isGiven()) {
        isGood =
            check(
                Party.SOURCE,
                place.connector(Party.SOURCE, source.command(invocation.home()), source.config()));
      }
      if (destination.isGiven()) {
        isGood &=
            check(
                Party.DESTINATION,
                place.connector(
                    Party.DESTINATION,
                    destination.command(invocation.home()),
                    destination.config()));
      }
      return isGood ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  private boolean check(Party party, Connector connector) throws InterruptedException {
    String answer;
    boolean isGood = false;
    try {
      connector.spec();
      RunningProgram program = connector.program().check();
      JsonNode status =
          connector.ask(
              "check", program, AirbyteMessage.Type.CONNECTION_STATUS, "connectionStatus");
      isGood = status.path("status").asText().equals("SUCCEEDED");
      answer = isGood ? "works" : status.path("message").asText("it failed, and does not say why");
    } catch (ConnectorException e) {
      answer = e.sentence();
    }
    invocation.out().println(invocation.secrets().masked(party.word() + ": " + answer));
    invocation.out().flush();
    return isGood;
  }
}
