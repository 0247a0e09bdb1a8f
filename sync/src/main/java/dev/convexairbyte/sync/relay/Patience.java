package dev.convexairbyte.sync.relay;

import java.time.Duration;

/**
 * How long is waited for whom.
 *
 * @param source between two RECORDs or STATEs
 * @param destination while it takes no input, and for its end when it has all
 * @param exit for a program to exit that prints no more
 * @param stoppedSource for the source to end when the sync is stopped
 * @param stoppedDestination for the destination to end by itself when the sync is stopped
 * @param kill for a program to end that was told to
 */
public record Patience(
    Duration source,
    Duration destination,
    Duration exit,
    Duration stoppedSource,
    Duration stoppedDestination,
    Duration kill) {

  /**
   * The platform's (airbytehq/airbyte-platform, flags.yml). A sync that is stopped has ended within
   * the 30 seconds that Kubernetes gives it.
   */
  public static final Patience OF_THE_PLATFORM =
      new Patience(
          Duration.ofHours(3),
          Duration.ofHours(24),
          Duration.ofSeconds(60),
          Duration.ofSeconds(4),
          Duration.ofSeconds(14),
          Duration.ofSeconds(8));

  public Patience withSource(Duration source) {
    return new Patience(source, destination, exit, stoppedSource, stoppedDestination, kill);
  }

  public Patience withDestination(Duration destination) {
    return new Patience(source, destination, exit, stoppedSource, stoppedDestination, kill);
  }
}
