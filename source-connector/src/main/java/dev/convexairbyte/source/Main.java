package dev.convexairbyte.source;

import dev.convexairbyte.cdk.runner.BuildVersion;
import dev.convexairbyte.cdk.runner.IntegrationRunner;
import dev.convexairbyte.client.Retries;
import java.time.Clock;

/** The program {@code source-convex}. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    IntegrationRunner.main(
        new SourceConnector(BuildVersion.of(Main.class), Retries.standard(), Clock.systemUTC()),
        args);
  }
}
