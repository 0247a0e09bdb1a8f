package dev.convexairbyte.stub.authentication;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.stub.app.UserIdentity;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ConvexValue.StringValue;
import dev.convexairbyte.values.Identifiers;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes what functions see of a user. Mirrors UserIdentity of
 * npm-packages/convex/src/server/authentication.ts.
 */
final class UserClaims {

  private static final String TOKEN_IDENTIFIER = "tokenIdentifier";

  /** The claims of OpenID Connect that have names of their own here. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("iss", "issuer"),
          Map.entry("sub", "subject"),
          Map.entry("given_name", "givenName"),
          Map.entry("family_name", "familyName"),
          Map.entry("preferred_username", "preferredUsername"),
          Map.entry("profile", "profileUrl"),
          Map.entry("picture", "pictureUrl"),
          Map.entry("website", "websiteUrl"),
          Map.entry("email_verified", "emailVerified"),
          Map.entry("birthdate", "birthday"),
          Map.entry("zoneinfo", "timezone"),
          Map.entry("locale", "language"),
          Map.entry("phone_number", "phoneNumber"),
          Map.entry("phone_number_verified", "phoneNumberVerified"),
          Map.entry("updated_at", "updatedAt"));

  /** Claims about the token, not about the user. */
  private static final Set<String> OF_THE_TOKEN =
      Set.of(
          "aud",
          "exp",
          "iat",
          "nbf",
          "jti",
          "nonce",
          "auth_time",
          "acr",
          "amr",
          "azp",
          "at_hash",
          "c_hash");

  private UserClaims() {}

  /** The user of a token that is verified, with its issuer and its subject. */
  static UserIdentity identity(JsonNode claims) {
    Map<String, ConvexValue> attributes = new TreeMap<>();
    claims
        .properties()
        .forEach(
            claim -> {
              String name = NAMES.getOrDefault(claim.getKey(), claim.getKey());
              if (!OF_THE_TOKEN.contains(claim.getKey()) && Identifiers.isFieldName(name)) {
                attributes.put(name, value(claim.getKey(), claim.getValue()));
              }
            });
    return identity(claims.path("iss").asText(), claims.path("sub").asText(), attributes);
  }

  /** The user that the holder of a deploy key acts as, given with the names that functions see. */
  static UserIdentity acting(JsonNode user) {
    Map<String, ConvexValue> attributes = new TreeMap<>();
    user.properties()
        .forEach(
            field -> {
              if (Identifiers.isFieldName(field.getKey())) {
                attributes.put(field.getKey(), ClaimValues.of(field.getValue()));
              }
            });
    return identity(user.path("issuer").asText(), user.path("subject").asText(), attributes);
  }

  private static UserIdentity identity(
      String issuer, String subject, Map<String, ConvexValue> attributes) {
    attributes.putIfAbsent(TOKEN_IDENTIFIER, new StringValue(issuer + "|" + subject));
    ConvexValue identifier = attributes.get(TOKEN_IDENTIFIER);
    return new UserIdentity(
        identifier instanceof StringValue text ? text.value() : "",
        subject,
        issuer,
        ObjectValue.of(attributes));
  }

  private static ConvexValue value(String claim, JsonNode value) {
    if (claim.equals("updated_at") && value.isNumber()) {
      Instant time = Instant.ofEpochSecond(value.longValue());
      return new StringValue(
          DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx")
              .format(time.atOffset(ZoneOffset.UTC)));
    }
    if (claim.equals("address") && value.path("formatted").isTextual()) {
      return new StringValue(value.path("formatted").textValue());
    }
    return ClaimValues.of(value);
  }
}
