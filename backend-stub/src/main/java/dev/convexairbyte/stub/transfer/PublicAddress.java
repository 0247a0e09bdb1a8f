package dev.convexairbyte.stub.transfer;

import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where clients reach the deployment, which it cannot know if others publish its ports. */
public final class PublicAddress implements Supplier<URI> {

  private final Supplier<URI> own;
  private volatile @Nullable URI given;

  /**
   * @param own where it listens, for as long as nothing else is given
   */
  public PublicAddress(Supplier<URI> own) {
    this.own = own;
  }

  /** A URL without a slash at the end. */
  @Override
  public URI get() {
    URI url = given;
    return url == null ? own.get() : url;
  }

  /**
   * Throws IllegalArgumentException.
   *
   * @param url of HTTP or HTTPS, with a path or without, but nothing behind it
   */
  public void set(String url) {
    URI address = URI.create(url.replaceFirst("/+$", ""));
    boolean isOfTheWeb = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
    if (!isOfTheWeb
        || address.getHost() == null
        || address.getRawQuery() != null
        || address.getRawFragment() != null) {
      throw new IllegalArgumentException("not the URL of a deployment");
    }
    given = address;
  }
}
