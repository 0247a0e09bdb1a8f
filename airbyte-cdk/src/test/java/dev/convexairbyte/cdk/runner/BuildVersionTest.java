package dev.convexairbyte.cdk.runner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class BuildVersionTest {

  @Test
  void isThatOfTheJarsManifest() {
    assertThat(BuildVersion.of(Logger.class)).matches("2\\.\\d+\\.\\d+");
  }

  @Test
  void isZeroForClassesThatWereNeverInAJar() {
    assertThat(BuildVersion.of(BuildVersionTest.class)).isEqualTo("0.0.0");
  }
}
