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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one provider, kept for an hour. A token whose key is not among them has them fetched
 * again, but not more often than every ten seconds, so that made-up tokens keep nobody busy. Who
 * asks while they are fetched waits for that one answer, good or bad.
 */
final class ProviderKeys {

  private static final Duration KEPT = Duration.ofHours(1);
  private static final Duration BETWEEN_SEARCHES = Duration.ofSeconds(10);

  private final Source source;
  private final Clock clock;
  private @Nullable JWKSet keys;
  private Instant fetched = Instant.MIN;
  private Instant searched = Instant.MIN;
  private @Nullable FutureTask<JWKSet> underWay;

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
  List<JWK> of(JWSHeader header) throws UnavailableException {
    JWKSelector selector = new JWKSelector(JWKMatcher.forJWSHeader(header));
    Optional<List<JWK>> known = known(selector);
    return known.isPresent() ? known.get() : selector.select(fresh());
  }

  /** Empty where the keys are to be fetched first. */
  private synchronized Optional<List<JWK>> known(JWKSelector selector) {
    Instant now = clock.instant();
    if (keys == null || !now.isBefore(fetched.plus(KEPT))) {
      return Optional.empty();
    }
    List<JWK> found = selector.select(keys);
    if (found.isEmpty() && !now.isBefore(searched.plus(BETWEEN_SEARCHES))) {
      searched = now;
      return Optional.empty();
    }
    return Optional.of(found);
  }

  private JWKSet fresh() throws UnavailableException {
    FutureTask<JWKSet> fetch = begun();
    // Whoever is second only waits.
    fetch.run();
    try {
      return fetch.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof UnavailableException unavailable ? unavailable : unavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(e);
    }
  }

  private static UnavailableException unavailable(Exception cause) {
    UnavailableException unavailable = new UnavailableException(OptionalInt.empty());
    unavailable.initCause(cause);
    return unavailable;
  }

  private synchronized FutureTask<JWKSet> begun() {
    FutureTask<JWKSet> begun = underWay;
    if (begun == null) {
      begun = new FutureTask<>(this::fetch);
      underWay = begun;
    }
    return begun;
  }

  private JWKSet fetch() throws UnavailableException {
    Optional<JWKSet> fresh = Optional.empty();
    try {
      fresh = Optional.of(source.fetch());
      return fresh.get();
    } finally {
      ended(fresh);
    }
  }

  private synchronized void ended(Optional<JWKSet> fresh) {
    underWay = null;
    if (fresh.isPresent()) {
      keys = fresh.get();
      fetched = clock.instant();
    }
  }
}
