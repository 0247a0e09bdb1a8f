package dev.convexairbyte.stub.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.stub.app.UserIdentity;
import dev.convexairbyte.stub.app.Values;
import dev.convexairbyte.values.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserClaimsTest {

  private static UserIdentity identity(String claims) {
    return UserClaims.identity(
        StrictJson.parse(claims.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({
    "iss, issuer",
    "sub, subject",
    "name, name",
    "given_name, givenName",
    "family_name, familyName",
    "nickname, nickname",
    "preferred_username, preferredUsername",
    "profile, profileUrl",
    "picture, pictureUrl",
    "website, websiteUrl",
    "email, email",
    "gender, gender",
    "birthdate, birthday",
    "zoneinfo, timezone",
    "locale, language",
    "phone_number, phoneNumber",
    "address, address",
    "updated_at, updatedAt",
    "org_role, org_role"
  })
  void hasTheNamesThatFunctionsKnow(String claim, String field) {
    UserIdentity identity = identity("{'%s':'text'}".formatted(claim));

    assertThat(Values.string(identity.attributes(), field)).isEqualTo("text");
  }

  @Test
  void keepsTheTypesOfClaims() {
    UserIdentity identity =
        identity(
            "{'iss':'i','sub':'s','email_verified':true,'updated_at':86400,"
                + "'address':{'formatted':'Main Street','country':'X'},"
                + "'own':{'list':[1,null,'x'],'$bad':1}}");

    assertThat(identity.attributes())
        .isEqualTo(
            Values.object(
                "tokenIdentifier",
                "i|s",
                "issuer",
                "i",
                "subject",
                "s",
                "emailVerified",
                true,
                "updatedAt",
                "1970-01-02T00:00:00+00:00",
                "address",
                "Main Street",
                "own",
                Values.object("list", java.util.Arrays.asList(1, null, "x"))));
  }

  @Test
  void leavesOutWhatIsAboutTheToken() {
    UserIdentity identity =
        identity("{'iss':'i','sub':'s','aud':'a','exp':1,'iat':1,'nbf':1,'jti':'x','nonce':'n'}");

    assertThat(identity.attributes().fields().keySet())
        .isEqualTo(new java.util.TreeSet<>(List.of("issuer", "subject", "tokenIdentifier")));
  }
}
