package dev.convexairbyte.stub.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SealedTokensTest {

  private static final byte[] TEXT = "a cursor".getBytes(StandardCharsets.UTF_8);

  private final SealedTokens tokens = tokens("secret", "purpose");

  @Test
  void opensWhatItSealed() {
    assertThat(tokens.open(tokens.seal(TEXT))).hasValue(TEXT);
  }

  @Test
  void isLowerCaseHexThatStartsWithItsVersion() {
    assertThat(tokens.seal(TEXT)).matches("01[0-9a-f]+").hasSize(2 * (1 + 12 + TEXT.length + 16));
  }

  @Test
  void neverSealsTheSameTwice() {
    assertThat(tokens.seal(TEXT)).isNotEqualTo(tokens.seal(TEXT));
  }

  @Test
  void refusesATokenWithAnyCharacterChanged() {
    String token = tokens.seal(TEXT);

    for (int i = 0; i < token.length(); i++) {
      char changed = token.charAt(i) == '0' ? '1' : '0';
      assertThat(tokens.open(token.substring(0, i) + changed + token.substring(i + 1))).isEmpty();
    }
  }

  @Test
  void refusesATokenThatIsCut() {
    String token = tokens.seal(TEXT);

    for (int i = 0; i < token.length(); i++) {
      assertThat(tokens.open(token.substring(0, i))).isEmpty();
    }
  }

  @Test
  void refusesATokenOfAnotherSecretOrPurpose() {
    String token = tokens.seal(TEXT);

    assertThat(tokens("other", "purpose").open(token)).isEmpty();
    assertThat(tokens("secret", "other").open(token)).isEmpty();
    assertThat(tokens("secret", "purpose").open(token)).isPresent();
  }

  private static SealedTokens tokens(String secret, String purpose) {
    return new SealedTokens(secret.getBytes(StandardCharsets.UTF_8), purpose, new Random(1));
  }
}
