package dev.convexairbyte.stub.authentication;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.JWK;
import dev.convexairbyte.stub.app.UserIdentity;
import dev.convexairbyte.stub.authentication.AuthProvider.CustomJwt;
import dev.convexairbyte.stub.authentication.KeyDocuments.UnavailableException;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.http.UserTokens;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells from a token who calls. Mirrors get-convex/convex-backend,
 * crates/authentication/src/lib.rs, but takes ES256 instead of EdDSA from every provider.
 */
public final class TokenVerifier implements UserTokens {

  private static final Duration LENIENCE = Duration.ofSeconds(5);

  private final Map<AuthProvider, ProviderKeys> providers = new LinkedHashMap<>();
  private final Clock clock;

  /**
   * @param providers of which the first that a token means decides
   * @param clock that tokens are to be valid by
   */
  public TokenVerifier(List<AuthProvider> providers, KeyDocuments documents, Clock clock) {
    this.clock = clock;
    ProviderDocuments published = new ProviderDocuments(documents);
    for (AuthProvider provider : providers) {
      this.providers.put(provider, new ProviderKeys(() -> published.keys(provider), clock));
    }
  }

  /**
   * The user of a token. Throws INVALID_AUTH_HEADER, NO_AUTH_PROVIDER, UNAUTHENTICATED, or one of
   * AUTH_PROVIDER_*.
   */
  @Override
  public UserIdentity verify(String text) {
    Token token =
        Token.parse(text.strip()).orElseThrow(() -> refused(BackendError.INVALID_AUTH_HEADER));
    AuthProvider provider =
        providers.keySet().stream()
            .filter(each -> each.issues(token.issuer(), token.audiences()))
            .findFirst()
            .orElseThrow(() -> refused(BackendError.NO_AUTH_PROVIDER));
    if (provider instanceof CustomJwt custom) {
      require(
          isSigned(token, provider, Optional.of(custom.algorithm())) && isTimely(token, LENIENCE),
          BackendError.INVALID_AUTH_HEADER);
    } else {
      require(token.time("iat").isPresent(), BackendError.INVALID_AUTH_HEADER);
      require(
          isSigned(token, provider, Optional.empty())
              && isTimely(token, Duration.ZERO)
              && token.audiences().size() == 1,
          BackendError.UNAUTHENTICATED);
    }
    require(token.subject().isPresent(), BackendError.INVALID_AUTH_HEADER);
    return UserClaims.identity(token.claims());
  }

  @Override
  public UserIdentity acting(JsonNode attributes) {
    return UserClaims.acting(attributes);
  }

  /**
   * @param wanted the one algorithm of the provider; empty where any that is safe will do
   */
  private boolean isSigned(Token token, AuthProvider provider, Optional<SigningAlgorithm> wanted) {
    try {
      JWSObject signed = JWSObject.parse(token.text());
      JWSHeader header = signed.getHeader();
      Optional<SigningAlgorithm> algorithm =
          SigningAlgorithm.of(header.getAlgorithm())
              .filter(named -> wanted.map(named::equals).orElse(true));
      if (algorithm.isEmpty()) {
        return false;
      }
      for (JWK key : keys(provider, header)) {
        if (signed.verify(algorithm.get().verifier(key))) {
          return true;
        }
      }
      return false;
    } catch (ParseException | JOSEException e) {
      return false;
    }
  }

  private List<JWK> keys(AuthProvider provider, JWSHeader header) {
    try {
      ProviderKeys keys = providers.get(provider);
      return keys == null ? List.of() : keys.of(header);
    } catch (UnavailableException e) {
      throw provider instanceof CustomJwt
          ? refused(BackendError.INVALID_AUTH_HEADER)
          : failed(provider, e);
    }
  }

  private static BackendException failed(AuthProvider provider, UnavailableException e) {
    BackendError error =
        switch (e.status().orElse(400)) {
          case 401 -> BackendError.AUTH_PROVIDER_UNAUTHENTICATED;
          case 403 -> BackendError.AUTH_PROVIDER_FORBIDDEN;
          case 404 -> BackendError.AUTH_PROVIDER_NOT_FOUND;
          case 429 -> BackendError.AUTH_PROVIDER_RATE_LIMITED;
          case 503 -> BackendError.AUTH_PROVIDER_UNAVAILABLE;
          default -> BackendError.AUTH_PROVIDER_DISCOVERY_FAILED;
        };
    String domain = provider instanceof AuthProvider.Oidc oidc ? oidc.domain() : "";
    return new BackendException(error, domain);
  }

  /** Every token ends some time. */
  private boolean isTimely(Token token, Duration lenience) {
    Instant now = clock.instant();
    boolean begun =
        token.time("nbf").map(begin -> !now.isBefore(begin.minus(lenience))).orElse(true);
    boolean over = token.time("exp").map(end -> !now.isBefore(end.plus(lenience))).orElse(true);
    return begun && !over;
  }

  private static void require(boolean holds, BackendError error) {
    if (!holds) {
      throw refused(error);
    }
  }

  private static BackendException refused(BackendError error) {
    return new BackendException(error);
  }
}
