package dev.convexairbyte.destination;

import dev.convexairbyte.cdk.IntegrationRunner;
import dev.convexairbyte.client.Retries;
import java.time.Clock;

/** The process. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    DestinationConnector connector =
        new DestinationConnector(
            Retries.standard(), Clock.systemUTC(), wait -> Thread.sleep(wait.toMillis()));
    IntegrationRunner.main(connector, arguments);
  }
}
