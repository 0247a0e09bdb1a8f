package dev.convexairbyte.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentTest {

  private static final String KEY = "prod:happy-animal-123|5ecret";

  @ParameterizedTest
  @CsvSource({
    "https://happy-animal-123.convex.cloud, https://happy-animal-123.convex.cloud",
    "https://happy-animal-123.convex.cloud/, https://happy-animal-123.convex.cloud",
    "https://happy-animal-123.convex.cloud///, https://happy-animal-123.convex.cloud",
    "'  https://happy-animal-123.convex.cloud/\n', https://happy-animal-123.convex.cloud",
    "HTTPS://happy-animal-123.convex.cloud, HTTPS://happy-animal-123.convex.cloud",
    "http://127.0.0.1:3210, http://127.0.0.1:3210",
    "http://[::1]:3210/, http://[::1]:3210",
    "https://proxy.example/team/convex/, https://proxy.example/team/convex"
  })
  void readsTheUrlAsPeopleWriteIt(String written, String read) {
    assertThat(Deployment.of(written, KEY).url()).isEqualTo(URI.create(read));
  }

  @ParameterizedTest
  @CsvSource({
    "'', it is empty",
    "'  ', it is empty",
    "happy-animal-123.convex.cloud, https://",
    "localhost:3210, https://",
    "ftp://happy-animal-123.convex.cloud, https://",
    "https://, not a URL",
    "https:///path, host",
    "https://5ecret name.convex.cloud, not a URL",
    "https://user:5ecret@happy-animal-123.convex.cloud, user name",
    "https://happy-animal-123.convex.cloud?adminKey=5ecret, question mark",
    "https://happy-animal-123.convex.cloud/#5ecret, hash",
    "https://happy-animal-123.convex.cloud:0, port",
    "https://happy-animal-123.convex.cloud:65536, port",
    "https://happy-animal-123.convex.site, https://happy-animal-123.convex.cloud",
    "https://Happy-Animal-123.eu-west-1.CONVEX.SITE/, https://happy-animal-123.eu-west-1.convex.cloud",
    "http://happy-animal-123.convex.cloud, begin it with https://",
    "HTTP://Happy-Animal-123.CONVEX.cloud/, begin it with https://",
    "https://dashboard.convex.dev/t/team/project/happy-animal-123/settings, looks like https://",
    "https://convex.dev, looks like https://"
  })
  void refusesWhatCannotBeADeployment(String written, String words) {
    IllegalArgumentException refusal =
        catchThrowableOfType(IllegalArgumentException.class, () -> Deployment.of(written, KEY));

    assertThat(refusal)
        .hasMessageMatching("Tried to read deployment_url but failed because [^;]+; [^;]+\\.")
        .hasMessageContaining(words);
    ConvexFailures.assertKeepsSecrets(refusal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n"})
  void refusesAnEmptyKey(String key) {
    IllegalArgumentException refusal =
        catchThrowableOfType(
            IllegalArgumentException.class,
            () -> Deployment.of("https://happy-animal-123.convex.cloud", key));

    assertThat(refusal).hasMessageStartingWith("Tried to read access_key but failed because");
  }

  @Test
  void dropsSpaceAroundTheKey() {
    Deployment deployment = Deployment.of("http://localhost", "\n " + KEY + " \n");

    assertThat(deployment.key()).isEqualTo(new DeployKey(KEY));
    assertThat(deployment.key().authorization()).isEqualTo("Convex " + KEY);
  }

  @Test
  void neverPrintsTheKey() {
    Deployment deployment = Deployment.of("http://localhost", KEY);

    assertThat(deployment.toString()).contains("****").doesNotContain("5ecret");
    assertThat(deployment.key()).hasToString("****");
  }

  @Test
  void isEqualByUrlAndKey() {
    Deployment deployment = Deployment.of("http://localhost/", KEY);

    assertThat(deployment)
        .isEqualTo(Deployment.of("http://localhost", KEY))
        .hasSameHashCodeAs(Deployment.of("http://localhost", KEY))
        .isNotEqualTo(Deployment.of("http://localhost", "another"))
        .isNotEqualTo(Deployment.of("http://localhost:3210", KEY));
  }
}
