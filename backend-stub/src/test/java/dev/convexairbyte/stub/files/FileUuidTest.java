package dev.convexairbyte.stub.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FileUuidTest {

  @Test
  void isARandomOneOfVersionFour() {
    UUID uuid = FileUuid.random(new Random(1));

    assertThat(uuid.version()).isEqualTo(4);
    assertThat(uuid.variant()).isEqualTo(2);
    assertThat(FileUuid.parse(uuid.toString())).contains(uuid);
  }
}
