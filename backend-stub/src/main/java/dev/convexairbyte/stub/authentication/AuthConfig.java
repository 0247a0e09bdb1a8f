package dev.convexairbyte.stub.authentication;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.stub.authentication.AuthProvider.CustomJwt;
import dev.convexairbyte.stub.authentication.AuthProvider.Oidc;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what auth.config of an application exports, as JSON. */
public final class AuthConfig {

  private static final Set<String> SCHEMES = Set.of("http", "https", "file", "data");
  private static final String CUSTOM = "customJwt";

  private AuthConfig() {}

  /** The providers, in their order; throws InvalidAuthConfigException. */
  public static List<AuthProvider> parse(JsonNode config) {
    JsonNode providers = config.path("providers");
    if (!providers.isArray()) {
      throw new InvalidAuthConfigException("it has no list of providers");
    }
    List<AuthProvider> parsed = new ArrayList<>(providers.size());
    for (int i = 0; i < providers.size(); i++) {
      parsed.add(provider(providers.get(i), "providers[%d]".formatted(i)));
    }
    return List.copyOf(parsed);
  }

  private static AuthProvider provider(JsonNode json, String at) {
    if (json.has("type") && !json.get("type").asText().equals(CUSTOM)) {
      throw new InvalidAuthConfigException(at + ".type is not " + CUSTOM);
    }
    if (!json.has("type")) {
      return new Oidc(text(json, "domain", at), text(json, "applicationID", at));
    }
    return new CustomJwt(
        text(json, "issuer", at),
        jwks(text(json, "jwks", at), at),
        algorithm(text(json, "algorithm", at), at),
        json.has("applicationID")
            ? Optional.of(text(json, "applicationID", at))
            : Optional.empty());
  }

  private static String text(JsonNode json, String name, String at) {
    JsonNode value = json.path(name);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw new InvalidAuthConfigException("%s.%s is no text".formatted(at, name));
    }
    return value.textValue();
  }

  private static URI jwks(String text, String at) {
    try {
      String scheme = text.substring(0, Math.max(0, text.indexOf(':')));
      return SCHEMES.contains(scheme) ? URI.create(text) : Path.of(text).toUri();
    } catch (IllegalArgumentException e) {
      throw new InvalidAuthConfigException(at + ".jwks is neither a URL nor a file");
    }
  }

  private static SigningAlgorithm algorithm(String name, String at) {
    return Arrays.stream(SigningAlgorithm.values())
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new InvalidAuthConfigException(at + ".algorithm is neither RS256 nor ES256"));
  }
}
