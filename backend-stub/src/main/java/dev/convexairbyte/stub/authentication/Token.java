package dev.convexairbyte.stub.authentication;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.values.InvalidJsonException;
import dev.convexairbyte.values.StrictJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What a token says, which is to be believed only once its signature is verified.
 *
 * @param text as it came
 */
record Token(String text, JsonNode claims) {

  /** Reads a token in its three parts; empty for what is none, or has no issuer. */
  static Optional<Token> parse(String text) {
    List<String> parts = List.of(text.split("\\.", -1));
    if (parts.size() != 3 || object(parts.get(0)).isEmpty()) {
      return Optional.empty();
    }
    return object(parts.get(1))
        .map(claims -> new Token(text, claims))
        .filter(token -> token.text("iss").isPresent());
  }

  private static Optional<JsonNode> object(String part) {
    try {
      return Optional.of(StrictJson.parse(Base64.getUrlDecoder().decode(part)))
          .filter(JsonNode::isObject);
    } catch (IllegalArgumentException | InvalidJsonException e) {
      return Optional.empty();
    }
  }

  String issuer() {
    return text("iss").orElseThrow();
  }

  Optional<String> subject() {
    return text("sub");
  }

  List<String> audiences() {
    JsonNode audience = claims.path("aud");
    List<String> audiences = new ArrayList<>();
    if (audience.isTextual()) {
      audiences.add(audience.textValue());
    }
    if (audience.isArray()) {
      audience.forEach(each -> audiences.add(each.asText()));
    }
    return audiences;
  }

  /** A claim that is a time in seconds since 1970. */
  Optional<Instant> time(String claim) {
    JsonNode time = claims.path(claim);
    return time.isNumber() && Math.abs(time.doubleValue()) < 1e11
        ? Optional.of(Instant.ofEpochMilli((long) (time.doubleValue() * 1e3)))
        : Optional.empty();
  }

  private Optional<String> text(String claim) {
    return Optional.ofNullable(claims.path(claim).textValue());
  }
}
