package dev.convexairbyte.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where a deployment is and the key to it.
 *
 * @param url http or https, a host, perhaps a port and the path of a proxy; no slash at the end
 */
public record Deployment(URI url, DeployKey key) {

  private static final String EXAMPLE = "https://happy-animal-123.convex.cloud";
  private static final String CLOUD = ".convex.cloud";
  private static final String SITE = ".convex.site";
  private static final int HIGHEST_PORT = 65_535;

  /**
   * @throws IllegalArgumentException one sentence, if the URL cannot be a deployment's
   */
  public Deployment {
    url = checked(url);
  }

  /**
   * Reads the two settings as people write them: space around them and slashes at the end of the
   * URL are dropped.
   *
   * @throws IllegalArgumentException one sentence, if the URL cannot be a deployment's or the key
   *     is empty
   */
  public static Deployment of(String url, String key) {
    if (key.isBlank()) {
      throw new IllegalArgumentException(
          new Sentence("read access_key", "it is empty", "copy a deploy key from the dashboard")
              .text());
    }
    return new Deployment(parsed(url.strip()), new DeployKey(key.strip()));
  }

  /** Host and port, for sentences: a path or a key has no place there. */
  String place() {
    return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
  }

  private static URI parsed(String url) {
    if (url.isEmpty()) {
      throw refused("it is empty", "write it as " + EXAMPLE);
    }
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      // The exception quotes its input, which may hold a password: it goes no further.
      throw refused("it is not a URL", "write it as " + EXAMPLE);
    }
  }

  private static URI checked(URI url) {
    if (!"https".equalsIgnoreCase(url.getScheme()) && !"http".equalsIgnoreCase(url.getScheme())) {
      throw refused("it does not begin with https:// or http://", "write it as " + EXAMPLE);
    }
    if (url.getRawUserInfo() != null) {
      throw refused("it holds a user name", "keep only host and port, the key goes to access_key");
    }
    if (url.getHost() == null) {
      throw refused("it has no valid host name", "write it as " + EXAMPLE);
    }
    if (url.getPort() == 0 || url.getPort() > HIGHEST_PORT) {
      throw refused("no such port exists", "use a port from 1 to " + HIGHEST_PORT);
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      throw refused("it goes on after a question mark or a hash", "write it as " + EXAMPLE);
    }
    requireDeployment(url.getHost().toLowerCase(Locale.ROOT));
    requireEncryption(url);
    return URI.create(withoutSlashes(url.toString()));
  }

  /** The two addresses that people copy by mistake. */
  private static void requireDeployment(String host) {
    if (host.endsWith(SITE)) {
      String name = host.substring(0, host.length() - SITE.length());
      throw refused(
          "a " + SITE + " address serves only HTTP actions",
          "use the deployment URL, https://" + name + CLOUD);
    }
    if (host.equals("convex.dev") || host.endsWith(".convex.dev")) {
      throw refused(
          "it is the address of a page of Convex and not of a deployment",
          "copy the deployment URL from the settings in the dashboard, it looks like " + EXAMPLE);
    }
  }

  /** Convex's own hosts redirect to https, but by then the key has gone out for all to read. */
  private static void requireEncryption(URI url) {
    boolean isCloud = url.getHost().toLowerCase(Locale.ROOT).endsWith(CLOUD);
    if (isCloud && "http".equalsIgnoreCase(url.getScheme())) {
      throw refused("http:// would send the key unencrypted", "begin it with https://");
    }
  }

  private static String withoutSlashes(String url) {
    int end = url.length();
    while (url.charAt(end - 1) == '/') {
      end--;
    }
    return url.substring(0, end);
  }

  private static IllegalArgumentException refused(String reason, String remedy) {
    return new IllegalArgumentException(new Sentence("read deployment_url", reason, remedy).text());
  }
}
