package dev.convexairbyte.sync.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.cdk.failure.ConnectorException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ConnectorCommandTest {

  private static final Path JOB = Path.of("/jobs/1");

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "commands.csv",
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      numLinesToSkip = 1)
  void isCutIntoWordsAsAShellDoes(String what, String text, String words) {
    if (words.startsWith("refused: ")) {
      assertThatThrownBy(() -> ConnectorCommand.parse("--source", text))
          .as(what)
          .isInstanceOf(ConnectorException.class)
          .hasMessageStartingWith("Tried to use the command of --source but failed because ")
          .hasMessageContaining(words.substring("refused: ".length()));
      return;
    }
    List<String> expected = new ArrayList<>(List.of(words.split("#", -1)));
    expected.addAll(List.of("read", "--config", "x"));

    assertThat(ConnectorCommand.parse("--source", text).with(JOB, List.of("read", "--config", "x")))
        .as(what)
        .isEqualTo(expected);
  }

  @Test
  void anImageSeesItsFilesWhereTheyAreAndDockerKeepsNoRecords() {
    assertThat(String.join(" ", ConnectorCommand.ofImage("airbyte/x:1").with(JOB, List.of("spec"))))
        .isEqualTo(
            "docker run --rm --interactive --init --log-driver none --volume /jobs/1:/jobs/1:ro airbyte/x:1 spec");
  }
}
