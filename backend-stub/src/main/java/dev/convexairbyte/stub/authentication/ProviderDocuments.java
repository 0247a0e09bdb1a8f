package dev.convexairbyte.stub.authentication;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWKSet;
import dev.convexairbyte.stub.authentication.AuthProvider.CustomJwt;
import dev.convexairbyte.stub.authentication.AuthProvider.Oidc;
import dev.convexairbyte.stub.authentication.KeyDocuments.UnavailableException;
import dev.convexairbyte.values.InvalidJsonException;
import dev.convexairbyte.values.StrictJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.OptionalInt;

/** Finds the keys of providers among what they publish. */
final class ProviderDocuments {

  private static final String DISCOVERY = "/.well-known/openid-configuration";

  private final KeyDocuments documents;

  ProviderDocuments(KeyDocuments documents) {
    this.documents = documents;
  }

  JWKSet keys(AuthProvider provider) throws UnavailableException {
    if (provider instanceof Oidc oidc) {
      return keys(discover(Issuer.url(oidc.domain())));
    }
    if (provider instanceof CustomJwt custom) {
      return keys(custom.jwks());
    }
    throw new AssertionError("AuthProvider is sealed");
  }

  /** A provider that says that it is another one is not believed. */
  private URI discover(String issuer) throws UnavailableException {
    try {
      JsonNode metadata = StrictJson.parse(documents.fetch(URI.create(issuer + DISCOVERY)));
      if (!Issuer.isSame(metadata.path("issuer").asText(), issuer)) {
        throw unreadable();
      }
      return URI.create(metadata.path("jwks_uri").asText());
    } catch (InvalidJsonException | IllegalArgumentException e) {
      throw unreadable();
    }
  }

  private JWKSet keys(URI place) throws UnavailableException {
    try {
      return JWKSet.parse(new String(documents.fetch(place), StandardCharsets.UTF_8));
    } catch (ParseException e) {
      throw unreadable();
    }
  }

  private static UnavailableException unreadable() {
    return new UnavailableException(OptionalInt.empty());
  }
}
