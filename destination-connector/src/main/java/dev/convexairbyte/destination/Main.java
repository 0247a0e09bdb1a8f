package dev.convexairbyte.destination;

import dev.convexairbyte.cdk.runner.BuildVersion;
import dev.convexairbyte.cdk.runner.IntegrationRunner;
import dev.convexairbyte.client.Retries;
import java.time.Clock;

/** The program {@code destination-convex}. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    DestinationConnector connector =
        new DestinationConnector(
            BuildVersion.of(Main.class),
            Retries.standard(),
            Clock.systemUTC(),
            wait -> Thread.sleep(wait.toMillis()));
    IntegrationRunner.main(connector, arguments);
  }
}
