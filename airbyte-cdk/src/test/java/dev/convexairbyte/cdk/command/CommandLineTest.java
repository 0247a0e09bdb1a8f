package dev.convexairbyte.cdk.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.message.FailureType;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

  @ParameterizedTest
  @ValueSource(strings = {"spec", "--spec"})
  void readsSpec(String line) {
    assertThat(parse(line, Verb.OF_SOURCE)).isEqualTo(new Command.Spec());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check --config /c.json",
        "--check --config /c.json",
        "check --config=/c.json",
        "--config /c.json --check",
        "--config=/c.json check"
      })
  void readsCheck(String line) {
    assertThat(parse(line, Verb.OF_SOURCE)).isEqualTo(new Command.Check(Path.of("/c.json")));
    assertThat(parse(line, Verb.OF_DESTINATION)).isEqualTo(new Command.Check(Path.of("/c.json")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"discover --config c=1", "--discover --config=c=1"})
  void readsDiscover(String line) {
    assertThat(parse(line, Verb.OF_SOURCE)).isEqualTo(new Command.Discover(Path.of("c=1")));
  }

  @ParameterizedTest
  @CsvSource({
    "read --config c --catalog g,",
    "--read --catalog=g --config c,",
    "read --config c --catalog g --state s,s",
    "--state=s --read --config=c --catalog=g,s"
  })
  void readsReadWithAndWithoutState(String line, String state) {
    assertThat(parse(line, Verb.OF_SOURCE))
        .isEqualTo(
            new Command.Read(Path.of("c"), Path.of("g"), state == null ? null : Path.of(state)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"write --config c --catalog g", "--write --config=c --catalog g"})
  void readsWrite(String line) {
    assertThat(parse(line, Verb.OF_DESTINATION))
        .isEqualTo(new Command.Write(Path.of("c"), Path.of("g")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "help",
        "--help",
        "-h",
        "read --help",
        "nonsense -h",
        "--help read",
        "read --config c -h",
        "read --config=c --help",
        "help --config c"
      })
  void readsACryForHelp(String line) {
    assertThat(parse(line, Verb.OF_SOURCE)).isEqualTo(new Command.Help());
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "-h"})
  void takesAFileThatIsNamedAfterHelpForAFile(String name) {
    assertThat(parse("read --config " + name + " --catalog x", Verb.OF_SOURCE))
        .isEqualTo(new Command.Read(Path.of(name), Path.of("x"), null));
    assertThat(parse("check --config=" + name, Verb.OF_SOURCE))
        .isEqualTo(new Command.Check(Path.of(name)));
  }

  @Test
  void showsTheUsageOfEveryCommand() {
    assertThat(CommandLine.usage(Verb.OF_SOURCE).lines())
        .containsExactly(
            "Usage:",
            "  spec",
            "  check --config FILE",
            "  discover --config FILE",
            "  read --config FILE --catalog FILE [--state FILE]");
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/cdk/misuses.csv", delimiter = ';', quoteCharacter = '\'')
  void answersMisuseWithTheRightUsageAndNoQuotation(String line, String reason, String usage) {
    assertThatThrownBy(() -> parse(line, Verb.OF_DESTINATION))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            failure -> {
              assertThat(failure.failureType()).isEqualTo(FailureType.CONFIG_ERROR);
              assertThat(failure)
                  .hasMessage(
                      "Tried to run the connector but failed because "
                          + reason
                          + "; use: "
                          + usage
                          + ".");
            });
  }

  @Test
  void refusesAnEmptyCommandLineAndAPathThatIsNone() {
    assertThatThrownBy(() -> CommandLine.parse(List.of(), Verb.OF_SOURCE))
        .hasMessageContaining("it got no command");
    assertThatThrownBy(
            () -> CommandLine.parse(List.of("check", "--config", "a\0b"), Verb.OF_SOURCE))
        .hasMessageContaining("the file of --config is not a path");
    assertThatThrownBy(() -> CommandLine.parse(List.of("check", "--config", ""), Verb.OF_SOURCE))
        .hasMessageContaining("--config has no file");
  }

  private static Command parse(String line, List<Verb> verbs) {
    return CommandLine.parse(List.of(line.split(" ", -1)), verbs);
  }
}
