package dev.convexairbyte.stub.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.stub.authentication.AuthProvider.CustomJwt;
import dev.convexairbyte.stub.authentication.AuthProvider.Oidc;
import dev.convexairbyte.values.StrictJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthConfigTest {

  private static JsonNode json(String text) {
    return StrictJson.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsBothKindsOfProviders() {
    assertThat(
            AuthConfig.parse(
                json(
                    """
                    {'providers':[
                      {'domain':'x.invalid','applicationID':'convex'},
                      {'type':'customJwt','issuer':'https://y','jwks':'https://y/k','algorithm':'ES256'},
                      {'type':'customJwt','applicationID':'a','issuer':'z','jwks':'keys.json','algorithm':'RS256'}]}
                    """)))
        .containsExactly(
            new Oidc("x.invalid", "convex"),
            new CustomJwt(
                "https://y", URI.create("https://y/k"), SigningAlgorithm.ES256, Optional.empty()),
            new CustomJwt(
                "z", Path.of("keys.json").toUri(), SigningAlgorithm.RS256, Optional.of("a")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      textBlock =
          """
      {}; it has no list of providers
      []; it has no list of providers
      {'providers':[1]}; providers[0].domain is no text
      {'providers':[{'domain':'x'}]}; providers[0].applicationID is no text
      {'providers':[{'domain':'','applicationID':'a'}]}; providers[0].domain is no text
      {'providers':[{'type':'other'}]}; providers[0].type is not customJwt
      {'providers':[{'type':'customJwt'}]}; providers[0].issuer is no text
      {'providers':[{'type':'customJwt','issuer':'i','jwks':'https://a b','algorithm':'RS256'}]}; providers[0].jwks is neither
      {'providers':[{'type':'customJwt','issuer':'i','jwks':'k','algorithm':'HS256'}]}; providers[0].algorithm is neither
      """)
  void saysWhatIsWrongAndWhere(String config, String reason) {
    assertThatThrownBy(() -> AuthConfig.parse(json(config)))
        .isInstanceOf(InvalidAuthConfigException.class)
        .hasMessageContaining(reason);
  }
}
