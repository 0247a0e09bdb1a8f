package dev.convexairbyte.stub.authentication;

import static dev.convexairbyte.stub.authentication.TestIssuer.ISSUER;
import static dev.convexairbyte.stub.authentication.TestIssuer.claims;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.RSAKey;
import dev.convexairbyte.stub.SettableClock;
import dev.convexairbyte.stub.app.UserIdentity;
import dev.convexairbyte.stub.authentication.AuthProvider.CustomJwt;
import dev.convexairbyte.stub.authentication.AuthProvider.Oidc;
import dev.convexairbyte.stub.errors.BackendException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {

  private static final URI KEYS = URI.create(ISSUER + "/keys");

  private final TestIssuer issuer = new TestIssuer();
  private final SettableClock clock = new SettableClock(Instant.ofEpochSecond(1500));
  private final TokenVerifier oidc = verifier(new Oidc(ISSUER, "app"));
  private final TokenVerifier custom =
      verifier(new CustomJwt(ISSUER, KEYS, SigningAlgorithm.ES256, Optional.of("app")));

  private TokenVerifier verifier(AuthProvider... providers) {
    return new TokenVerifier(List.of(providers), issuer, clock);
  }

  private static String refusal(TokenVerifier verifier, String token) {
    BackendException refusal =
        catchThrowableOfType(BackendException.class, () -> verifier.verify(token));
    assertThat(refusal).as("the token is taken").isNotNull();
    return refusal.error().status() + " " + refusal.error().code();
  }

  @Test
  void takesTokensOfBothKindsOfKeys() {
    UserIdentity user = oidc.verify(TestIssuer.token(claims("")));

    assertThat(user.subject()).isEqualTo("ada");
    assertThat(user.issuer()).isEqualTo(ISSUER);
    assertThat(user.tokenIdentifier()).isEqualTo(ISSUER + "|ada");
    assertThat(oidc.verify(TestIssuer.ecToken(claims("")))).isEqualTo(user);
    assertThat(custom.verify(TestIssuer.ecToken(claims("")))).isEqualTo(user);
  }

  @Test
  void refusesUnsignedTokensAndThoseThatThePublicKeySigned() {
    for (String claims : List.of(claims(""))) {
      assertThat(refusal(oidc, TestIssuer.unsignedToken(claims))).isEqualTo("401 Unauthenticated");
      assertThat(refusal(oidc, TestIssuer.confusedToken(claims))).isEqualTo("401 Unauthenticated");
      assertThat(refusal(custom, TestIssuer.unsignedToken(claims)))
          .isEqualTo("401 InvalidAuthHeader");
    }
  }

  @Test
  void takesNoOtherAlgorithm() {
    assertThat(refusal(oidc, TestIssuer.otherRsaToken(JWSAlgorithm.RS512, claims(""))))
        .isEqualTo("401 Unauthenticated");
    assertThat(refusal(oidc, TestIssuer.otherRsaToken(JWSAlgorithm.PS256, claims(""))))
        .isEqualTo("401 Unauthenticated");
    assertThat(refusal(custom, TestIssuer.token(claims("")))).isEqualTo("401 InvalidAuthHeader");
  }

  @Test
  void refusesATokenWhoseClaimsAreNotThoseThatWereSigned() {
    String[] parts = TestIssuer.token(claims("")).split("\\.", -1);
    String other = TestIssuer.base64(claims("").replace("ada", "bob"));

    assertThat(refusal(oidc, parts[0] + "." + other + "." + parts[2]))
        .isEqualTo("401 Unauthenticated");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a.b.c", "e30.e30.", "e30.W10.e30", "bm8.e30.e30"})
  void refusesWhatIsNoToken(String token) {
    assertThat(refusal(oidc, token)).isEqualTo("401 InvalidAuthHeader");
  }

  @ParameterizedTest
  @CsvSource({
    "1999, true, true",
    "2000, false, true",
    "2004, false, true",
    "2005, false, false",
    "999999, false, false"
  })
  void takesATokenUntilItExpires(long now, boolean byOidc, boolean byCustom) {
    clock.advance(Duration.ofSeconds(now - 1500));

    assertThat(takes(oidc, "")).isEqualTo(byOidc);
    assertThat(takes(custom, "")).isEqualTo(byCustom);
  }

  @ParameterizedTest
  @CsvSource({"1500, true, true", "1501, false, true", "1505, false, true", "1506, false, false"})
  void takesATokenOnlyOnceItIsValid(long notBefore, boolean byOidc, boolean byCustom) {
    assertThat(takes(oidc, ",'nbf':" + notBefore)).isEqualTo(byOidc);
    assertThat(takes(custom, ",'nbf':" + notBefore)).isEqualTo(byCustom);
  }

  private static boolean takes(TokenVerifier verifier, String more) {
    try {
      verifier.verify(TestIssuer.ecToken(claims(more)));
      return true;
    } catch (BackendException e) {
      return false;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      textBlock =
          """
      'aud':'app';    'aud':'other';           401 NoAuthProvider
      'aud':'app';    'x':1;                   401 NoAuthProvider
      'aud':'app';    'aud':['app','other'];   401 Unauthenticated
      'sub':'ada';    'x':1;                   401 InvalidAuthHeader
      'exp':2000;     'x':1;                   401 Unauthenticated
      'exp':2000;     'exp':'2000';            401 Unauthenticated
      'iat':1000;     'x':1;                   401 InvalidAuthHeader
      issuer.invalid; evil.invalid;            401 NoAuthProvider
      """)
  void looksAtEveryClaimOfAnOidcToken(String claim, String instead, String error) {
    String claims = claims("").replace(claim.replace('\'', '"'), instead.replace('\'', '"'));

    assertThat(refusal(oidc, TestIssuer.token(claims))).isEqualTo(error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://issuer.invalid/", "issuer.invalid", "issuer.invalid/"})
  void knowsAnIssuerWithAndWithoutSchemeAndSlash(String domain) {
    assertThat(verifier(new Oidc(domain, "app")).verify(TestIssuer.token(claims(""))).subject())
        .isEqualTo("ada");
  }

  @Test
  void takesAnyAudienceWhereNoneIsConfigured() {
    TokenVerifier any =
        verifier(new CustomJwt(ISSUER, KEYS, SigningAlgorithm.RS256, Optional.empty()));
    String claims = claims("").replace("\"aud\":\"app\",", "");

    assertThat(any.verify(TestIssuer.token(claims)).subject()).isEqualTo("ada");
  }

  @Test
  void asksTheProviderOnceForManyTokens() {
    oidc.verify(TestIssuer.token(claims("")));
    oidc.verify(TestIssuer.ecToken(claims("")));

    assertThat(issuer.asked)
        .containsExactly(URI.create(ISSUER + "/.well-known/openid-configuration"), KEYS);
  }

  @Test
  void looksForAKeyThatItDoesNotKnowButNotOverAndOver() {
    RSAKey next = TestIssuer.rsa("rsa-2");
    RSAKey unpublished = TestIssuer.rsa("rsa-3");
    custom.verify(TestIssuer.ecToken(claims("")));
    oidc.verify(TestIssuer.token(claims("")));
    issuer.publish(next);

    assertThat(oidc.verify(TestIssuer.token(claims(""), next)).subject()).isEqualTo("ada");
    int asked = issuer.asked.size();
    assertThat(refusal(oidc, TestIssuer.token(claims(""), unpublished)))
        .isEqualTo("401 Unauthenticated");
    assertThat(issuer.asked).hasSize(asked);
    clock.advance(Duration.ofSeconds(10));
    assertThat(refusal(oidc, TestIssuer.token(claims(""), unpublished)))
        .isEqualTo("401 Unauthenticated");
    assertThat(issuer.asked).hasSize(asked + 2);
  }

  @Test
  void forgetsKeysAfterAnHour() {
    String token = TestIssuer.token(claims("").replace("2000", "99999"));
    oidc.verify(token);
    issuer.publish(TestIssuer.rsa("rsa-2"));

    clock.advance(Duration.ofMinutes(59));
    assertThat(oidc.verify(token).subject()).isEqualTo("ada");
    clock.advance(Duration.ofMinutes(1));

    assertThat(refusal(oidc, token)).isEqualTo("401 Unauthenticated");
  }

  @ParameterizedTest
  @CsvSource({
    "400, 400 AuthProviderDiscoveryFailed",
    "401, 401 AuthProviderDiscoveryFailed",
    "403, 403 AuthProviderDiscoveryFailed",
    "404, 404 AuthProviderDiscoveryFailed",
    "418, 400 AuthProviderDiscoveryFailed",
    "429, 429 AuthProviderDiscoveryFailed",
    "500, 400 AuthProviderDiscoveryFailed",
    "503, 503 AuthProviderDiscoveryFailed"
  })
  void failsAsTheProviderFails(int status, String error) {
    issuer.status = status;

    assertThat(refusal(oidc, TestIssuer.token(claims("")))).isEqualTo(error);
    assertThat(refusal(custom, TestIssuer.ecToken(claims("")))).isEqualTo("401 InvalidAuthHeader");
    issuer.status = 0;
    assertThat(oidc.verify(TestIssuer.token(claims(""))).subject()).isEqualTo("ada");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no JSON",
        "{}",
        "[]",
        "{\"issuer\":\"https://evil.invalid\",\"jwks_uri\":\"https://issuer.invalid/keys\"}",
        "{\"issuer\":\"https://issuer.invalid\",\"jwks_uri\":\"not a url\"}",
        "{\"issuer\":\"https://issuer.invalid\",\"jwks_uri\":\"https://issuer.invalid/nothing\"}"
      })
  void failsForWhatIsNoDiscoveryDocument(String document) {
    issuer.documents.put(
        ISSUER + "/.well-known/openid-configuration", document.getBytes(StandardCharsets.UTF_8));

    assertThat(refusal(oidc, TestIssuer.token(claims(""))))
        .isEqualTo("400 AuthProviderDiscoveryFailed");
  }

  @Test
  void neverRepeatsATokenInWhatItSays() {
    String token = TestIssuer.confusedToken(claims(""));

    BackendException refusal =
        catchThrowableOfType(BackendException.class, () -> oidc.verify(token));

    assertThat(refusal.sentence()).doesNotContain(token, "ada");
  }
}
