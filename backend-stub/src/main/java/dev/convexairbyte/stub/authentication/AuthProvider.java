package dev.convexairbyte.stub.authentication;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Who issues tokens that the deployment trusts. Mirrors the two kinds of auth.config.ts of
 * npm-packages/convex/src/server/authentication.ts.
 */
public sealed interface AuthProvider {

  /** Whether the provider is meant by a token of an issuer for these audiences. */
  boolean issues(String issuer, List<String> audiences);

  /**
   * A provider that tells itself where its keys are, at {@code .well-known/openid-configuration}.
   *
   * @param domain the issuer of its tokens; https where it has no scheme
   * @param applicationId the one audience of its tokens
   */
  record Oidc(String domain, String applicationId) implements AuthProvider {

    @Override
    public boolean issues(String issuer, List<String> audiences) {
      return Issuer.isSame(domain, issuer) && audiences.contains(applicationId);
    }
  }

  /**
   * A provider whose keys are at a known place.
   *
   * @param issuer of its tokens
   * @param jwks where its keys are: a URL of http, https, file or data
   * @param algorithm the one that it signs with
   * @param applicationId one of the audiences of its tokens; empty where that does not matter
   */
  record CustomJwt(
      String issuer, URI jwks, SigningAlgorithm algorithm, Optional<String> applicationId)
      implements AuthProvider {

    @Override
    public boolean issues(String tokenIssuer, List<String> audiences) {
      return Issuer.isSame(issuer, tokenIssuer)
          && applicationId.map(audiences::contains).orElse(true);
    }
  }
}
