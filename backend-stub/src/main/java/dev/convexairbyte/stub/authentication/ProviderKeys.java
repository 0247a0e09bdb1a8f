package dev.convexairbyte.stub.authentication;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import dev.convexairbyte.stub.authentication.KeyDocuments.UnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one provider, kept for an hour. A token whose key is not among them has them fetched
 * again, but not more often than every ten seconds, so that made-up tokens keep nobody busy.
 */
final class ProviderKeys {

  private static final Duration KEPT = Duration.ofHours(1);
  private static final Duration BETWEEN_SEARCHES = Duration.ofSeconds(10);

  private final Source source;
  private final Clock clock;
  private @Nullable JWKSet keys;
  private Instant fetched = Instant.MIN;
  private Instant searched = Instant.MIN;

  /** Fetches the keys anew. */
  @FunctionalInterface
  interface Source {
    JWKSet fetch() throws UnavailableException;
  }

  ProviderKeys(Source source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  /** The keys that may have signed a token with this header. */
  synchronized List<JWK> of(JWSHeader header) throws UnavailableException {
    JWKSelector selector = new JWKSelector(JWKMatcher.forJWSHeader(header));
    Instant now = clock.instant();
    JWKSet known = keys;
    if (known == null || !now.isBefore(fetched.plus(KEPT))) {
      return selector.select(fetch(now));
    }
    List<JWK> found = selector.select(known);
    if (found.isEmpty() && !now.isBefore(searched.plus(BETWEEN_SEARCHES))) {
      searched = now;
      return selector.select(fetch(now));
    }
    return found;
  }

  private JWKSet fetch(Instant now) throws UnavailableException {
    JWKSet fresh = source.fetch();
    keys = fresh;
    fetched = now;
    return fresh;
  }
}
