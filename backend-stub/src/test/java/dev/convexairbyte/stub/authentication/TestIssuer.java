package dev.convexairbyte.stub.authentication;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** An auth provider with keys of its own, whose documents are asked for without a network. */
public final class TestIssuer implements KeyDocuments {

  /** What its tokens name it. */
  public static final String ISSUER = "https://issuer.invalid";

  private static final RSAKey RSA = rsa("rsa-1");
  private static final ECKey EC = ec();

  final List<URI> asked = new ArrayList<>();
  final Map<String, byte[]> documents = new ConcurrentHashMap<>();
  int status;

  public TestIssuer() {
    publish(RSA, EC);
    documents.put(
        ISSUER + "/.well-known/openid-configuration",
        "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}"
            .formatted(ISSUER, ISSUER)
            .getBytes(StandardCharsets.UTF_8));
  }

  static RSAKey rsa(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static ECKey ec() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID("ec-1").generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  /** Puts these keys in the place of all others. */
  void publish(JWK... keys) {
    documents.put(ISSUER + "/keys", jwks(keys));
  }

  static byte[] jwks(JWK... keys) {
    return new JWKSet(List.of(keys)).toString(true).getBytes(StandardCharsets.UTF_8);
  }

  /** The public keys, as they are published. */
  public static byte[] jwks() {
    return jwks(RSA, EC);
  }

  @Override
  public byte[] fetch(URI place) throws UnavailableException {
    asked.add(place);
    byte[] document = documents.get(place.toString());
    if (status != 0 || document == null) {
      throw new UnavailableException(status == 0 ? OptionalInt.empty() : OptionalInt.of(status));
    }
    return document;
  }

  /** A token that an RSA key has signed. */
  public static String token(String claims) {
    return token(claims, RSA);
  }

  static String token(String claims, RSAKey key) {
    try {
      return sign(JWSAlgorithm.RS256, key.getKeyID(), claims, new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  static String ecToken(String claims) {
    try {
      return sign(JWSAlgorithm.ES256, EC.getKeyID(), claims, new ECDSASigner(EC));
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  /** A token that was signed with the text of the public key, which everyone has. */
  static String confusedToken(String claims) {
    try {
      byte[] secret = RSA.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
      return sign(JWSAlgorithm.HS256, RSA.getKeyID(), claims, new MACSigner(secret));
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  static String otherRsaToken(JWSAlgorithm algorithm, String claims) {
    try {
      return sign(algorithm, RSA.getKeyID(), claims, new RSASSASigner(RSA));
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  static String unsignedToken(String claims) {
    return base64("{\"alg\":\"none\"}") + "." + base64(claims) + ".";
  }

  static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String sign(JWSAlgorithm algorithm, String keyId, String claims, JWSSigner signer)
      throws JOSEException {
    JWSObject token =
        new JWSObject(new JWSHeader.Builder(algorithm).keyID(keyId).build(), new Payload(claims));
    token.sign(signer);
    return token.serialize();
  }

  /** Claims of a token of this issuer, with single quotes for double ones. */
  static String claims(String more) {
    return "{'iss':'%s','aud':'app','sub':'ada','iat':1000,'exp':2000%s}"
        .formatted(ISSUER, more)
        .replace('\'', '"');
  }

  /** An auth config that trusts it by a document of its keys. */
  public static JsonNode config(URI jwks) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return json.objectNode()
        .set(
            "providers",
            json.arrayNode()
                .add(
                    json.objectNode()
                        .put("type", "customJwt")
                        .put("issuer", ISSUER)
                        .put("jwks", jwks.toString())
                        .put("algorithm", "RS256")));
  }
}
