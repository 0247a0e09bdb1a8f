package dev.convexairbyte.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.StubSettings;
import dev.convexairbyte.stub.authentication.AuthProvider.CustomJwt;
import dev.convexairbyte.stub.authentication.SigningAlgorithm;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A user's token, made here with a key of our own and no network. */
class BearerTokenTest {

  private static final String ISSUER = "https://issuer.invalid";
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private KeyPair key;
  private StubBackend stub;

  @BeforeEach
  void start() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    key = generator.generateKeyPair();
    CustomJwt provider =
        new CustomJwt(ISSUER, keys(), SigningAlgorithm.RS256, Optional.of("example"));
    stub =
        StubBackend.start(
            StubSettings.builder().app(new ExampleApp()).authProviders(provider).build());
  }

  @AfterEach
  void stop() {
    stub.close();
  }

  /** The public key, as providers publish theirs. */
  private URI keys() {
    RSAPublicKey rsa = (RSAPublicKey) key.getPublic();
    String jwks =
        "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"%s\"}]}"
            .formatted(number(rsa.getModulus()), number(rsa.getPublicExponent()));
    return URI.create("data:application/json;base64," + encoded(jwks.getBytes(UTF_8), true));
  }

  private static String number(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return encoded(Arrays.copyOfRange(bytes, bytes[0] == 0 ? 1 : 0, bytes.length), false);
  }

  private static String encoded(byte[] bytes, boolean plain) {
    return (plain ? Base64.getEncoder() : BASE64).encodeToString(bytes);
  }

  private String token(Instant expiry) throws Exception {
    String claims =
        "{\"iss\":\"%s\",\"aud\":\"example\",\"sub\":\"ada\",\"exp\":%d}"
            .formatted(ISSUER, expiry.getEpochSecond());
    String signed =
        encoded("{\"alg\":\"RS256\"}".getBytes(UTF_8), false)
            + "."
            + encoded(claims.getBytes(UTF_8), false);
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(key.getPrivate());
    signature.update(signed.getBytes(UTF_8));
    return signed + "." + encoded(signature.sign(), false);
  }

  private HttpResponse<String> myAction(String token) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(stub.siteUrl() + "/myAction"))
            .header("Authorization", "Bearer " + token)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  @Test
  void greetsTheUserOfAToken() throws Exception {
    HttpResponse<String> greeted = myAction(token(Instant.now().plusSeconds(60)));

    assertThat(greeted.body()).isEqualTo("Hello, ada");
  }

  @Test
  void failsWhereItAsksForTheUserOfAnOldToken() throws Exception {
    assertThat(myAction(token(Instant.now().minusSeconds(60))).statusCode()).isEqualTo(500);
  }
}
