package dev.convexairbyte.client;

import java.net.URI;

/** Where a deployment is and the key to it. */
@SuppressWarnings({"DoNotCallSuggester", "unused", "UnusedVariable"})
public record Deployment(URI url, DeployKey key) {

  /**
   * Reads the two settings as people write them: a trailing slash is dropped.
   *
   * @throws IllegalArgumentException one sentence, if the URL cannot be a deployment's
   */
  public static Deployment of(String url, String key) {
    throw new UnsupportedOperationException(url + key);
  }
}
