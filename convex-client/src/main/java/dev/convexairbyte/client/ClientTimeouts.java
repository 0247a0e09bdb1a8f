package dev.convexairbyte.client;

import java.time.Duration;

/**
 * How long to wait for a deployment.
 *
 * @param connect for a connection to stand
 * @param response for the next bytes of an answer
 */
public record ClientTimeouts(Duration connect, Duration response) {

  /**
   * 10 s and 310 s: the backend works on a request for up to 300 s (HTTP_SERVER_TIMEOUT_SECONDS in
   * get-convex/convex-backend, crates/common/src/knobs.rs) and its own 408 says more than our
   * giving up.
   */
  public static ClientTimeouts standard() {
    return new ClientTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(310));
  }
}
