package dev.convexairbyte.source;

import dev.convexairbyte.cdk.runner.IntegrationRunner;
import dev.convexairbyte.client.Retries;
import java.time.Clock;

/** The program {@code source-convex}. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    IntegrationRunner.main(
        new SourceConnector(version(), Retries.standard(), Clock.systemUTC()), args);
  }

  /** From the jar's manifest; classes run from a folder have none. */
  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "0.0.0" : version;
  }
}
