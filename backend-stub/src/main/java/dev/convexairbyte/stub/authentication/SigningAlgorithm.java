package dev.convexairbyte.stub.authentication;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import java.util.Arrays;
import java.util.Optional;

/** How tokens may be signed: with key pairs only, so that no public key can sign. */
public enum SigningAlgorithm {
  RS256,
  ES256;

  /** The algorithm that a header names; empty for {@code none} and all others. */
  static Optional<SigningAlgorithm> of(JWSAlgorithm name) {
    return Arrays.stream(values()).filter(each -> each.name().equals(name.getName())).findFirst();
  }

  JWSVerifier verifier(JWK key) throws JOSEException {
    return switch (this) {
      case RS256 -> new RSASSAVerifier(key.toRSAKey());
      case ES256 -> new ECDSAVerifier(key.toECKey());
    };
  }
}
