package dev.convexairbyte.destination;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientNameTest {

  @Test
  void isTheBuildsVersionWithoutItsQualifier() {
    assertThat(ClientName.of("1.20.3-SNAPSHOT")).isEqualTo("streaming-import-1.20.3");
    assertThat(ClientName.of("1.20.3")).isEqualTo("streaming-import-1.20.3");
  }

  @Test
  void knowsTheVersionOfThisBuild() {
    assertThat(ClientName.ofThisBuild()).matches("streaming-import-\\d+\\.\\d+\\.\\d+");
  }
}
