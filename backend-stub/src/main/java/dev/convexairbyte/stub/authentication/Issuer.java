package dev.convexairbyte.stub.authentication;

/** Names of issuers, which people write with and without scheme and slash at the end. */
final class Issuer {

  private Issuer() {}

  static boolean isSame(String one, String other) {
    return url(one).equals(url(other));
  }

  /** With its scheme and without slashes at the end. */
  static String url(String issuer) {
    boolean hasScheme = issuer.startsWith("https://") || issuer.startsWith("http://");
    return (hasScheme ? issuer : "https://" + issuer).replaceFirst("/+$", "");
  }
}
