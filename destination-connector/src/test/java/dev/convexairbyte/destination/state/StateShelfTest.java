package dev.convexairbyte.destination.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.cdk.failure.ConnectorException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateShelfTest {

  @TempDir private Path folder;

  @Test
  void givesBackWhatIsInMemoryAndWhatIsInTheFile() {
    try (StateShelf shelf = new StateShelf(1000, folder)) {
      List<StoredLine> lines = new ArrayList<>();
      for (int number = 0; number < 100; number++) {
        lines.add(shelf.setAside(line(number)));
      }

      for (int number = 99; number >= 0; number--) {
        assertThat(lines.get(number).take()).isEqualTo(line(number));
      }
    }
  }

  @Test
  void isFullOfWhatItKeepsAndNotOfWhatItSetsAside() {
    try (StateShelf shelf = new StateShelf(1000, folder)) {
      for (int number = 0; number < 100; number++) {
        shelf.setAside(line(number));
      }
      assertThat(shelf.isFull()).isFalse();
      StoredLine kept = shelf.keep(new byte[1000]);
      assertThat(shelf.isFull()).isTrue();

      kept.take();

      assertThat(shelf.isFull()).isFalse();
    }
  }

  @Test
  void saysInOneSentenceThatTheFileIsGone() {
    StateShelf shelf = new StateShelf(0, folder);
    StoredLine line = shelf.setAside(line(1));
    shelf.close();

    assertThatThrownBy(line::take)
        .isInstanceOf(ConnectorException.class)
        .hasMessageStartingWith("Tried to read the states that wait for the end of the sync");
  }

  @Test
  void saysWhatToMountWhereNothingCanBeWritten() {
    Path nowhere = folder.resolve("nowhere");
    StateShelf shelf = new StateShelf(0, nowhere);

    assertThatThrownBy(() -> shelf.setAside(line(1)))
        .isInstanceOf(ConnectorException.class)
        .hasMessage(
            "Tried to keep the states that wait for the end of the sync in %s but failed because nothing can be written there; mount a file system on it that can be written, in Docker with --tmpfs %s, and sync again."
                .formatted(nowhere, nowhere));
  }

  private static byte[] line(int number) {
    return ("{\"state\":\"" + "é".repeat(number) + "\"}").getBytes(UTF_8);
  }
}
