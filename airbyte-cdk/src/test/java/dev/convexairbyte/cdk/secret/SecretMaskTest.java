package dev.convexairbyte.cdk.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretMaskTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      value = {
        "{\"access_key\": \"k-123\"};k-123",
        "{\"access_key\": \"a\"};a",
        "{\"access_key\": 4711};4711",
        "{\"access_key\": 12.50};12.50",
        "{\"access_key\": true};true",
        "{\"access_key\": [\"k-1\", {\"x\": \"k-2\"}]};k-2",
        "{\"advanced\": {\"pin\": 987654}};987654",
        "{\"login\": {\"kind\": \"token\", \"token\": \"t-55\"}};t-55",
        "{\"login\": {\"kind\": \"pass\", \"pass\": \"p-55\"}};p-55",
        "{\"headers\": [{\"value\": \"h-1\"}, {\"value\": \"h-2\"}]};h-2",
        "{\"advanced\": {\"access_key\": \"misplaced\"}};misplaced"
      })
  void masksTheValueOfEverySecretSetting(String config, String secret) throws IOException {
    SecretMask mask = maskOf(config);

    assertThat(mask.mask("[" + secret + "]")).isEqualTo("[****]");
  }

  @Test
  void leavesOtherSettingsAndMissingOnesAlone() throws IOException {
    SecretMask mask =
        maskOf(
            "{\"deployment_url\": \"https://x.test\", \"access_key\": \"\", \"mode\": \"fast\"}");

    assertThat(mask.mask("https://x.test in mode fast")).isEqualTo("https://x.test in mode fast");
  }

  @Test
  void masksTheFormsThatASecretTakesInJsonAndInUrls() throws IOException {
    String secret = "prod:cat-1|a\"b\\c d+\u00e9";
    SecretMask mask = maskOf(Json.mapper().createObjectNode().put("access_key", secret).toString());
    String quoted = Json.mapper().writeValueAsString(secret);
    String formEncoded = URLEncoder.encode(secret, UTF_8);

    assertThat(mask.mask(secret)).isEqualTo("****");
    assertThat(mask.mask(quoted)).isEqualTo("\"****\"");
    assertThat(mask.mask(formEncoded)).isEqualTo("****");
    assertThat(mask.mask(formEncoded.replace("+", "%20"))).isEqualTo("****");
    assertThat(
            mask.mask(
                formEncoded
                    .replace("%7C", "%7c")
                    .replace("%3A", "%3a")
                    .replace("%5C", "%5c")
                    .replace("%2B", "%2b")
                    .replace("%C3%A9", "%c3%a9")))
        .isEqualTo("****");
  }

  @Test
  void masksTheLongPartsOfAKeyButNotTheShortOnes() throws IOException {
    SecretMask mask = maskOf("{\"access_key\": \"dev|0123456789abcdef\"}");

    assertThat(mask.mask("dev of 0123456789abcdef")).isEqualTo("dev of ****");
    assertThat(mask.mask("dev|0123456789abcdef")).isEqualTo("****");
  }

  @Test
  void masksTheLongerOfTwoSecretsThatOverlap() throws IOException {
    SecretMask mask = maskOf("{\"access_key\": \"abc\", \"login\": {\"token\": \"abcdef\"}}");

    assertThat(mask.mask("abcdef abc")).isEqualTo("**** ****");
  }

  @Test
  void masksOnlyUnmistakableSecretsInTextsForPrograms() throws IOException {
    SecretMask mask = maskOf("{\"access_key\": \"id\", \"login\": {\"token\": \"12345678\"}}");

    assertThat(mask.maskUnmistakable("id 12345678")).isEqualTo("id ****");
  }

  @Test
  void knowsNoSecretsAtFirst() {
    assertThat(new SecretMask().mask("anything")).isEqualTo("anything");
  }

  private static SecretMask maskOf(String config) throws IOException {
    SecretMask mask = new SecretMask();
    mask.learn(specification(), parse(config));
    return mask;
  }

  private static JsonNode parse(String config) throws JsonProcessingException {
    return Json.mapper().readTree(config);
  }

  private static JsonNode specification() throws IOException {
    try (InputStream spec = SecretMaskTest.class.getResourceAsStream("/cdk/spec.json")) {
      return Json.mapper().readTree(Objects.requireNonNull(spec)).get("connectionSpecification");
    }
  }
}
