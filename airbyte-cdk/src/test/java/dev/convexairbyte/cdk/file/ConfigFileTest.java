package dev.convexairbyte.cdk.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {

  @TempDir private Path directory;

  @Test
  void takesAnExplicitNullForAnAbsentSetting() throws IOException {
    Path file = file("{\"a\": null, \"b\": {\"c\": null, \"d\": [{\"e\": null, \"f\": 1}]}}");

    assertThat(ConfigFile.read(file)).hasToString("{\"b\":{\"d\":[{\"f\":1}]}}");
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "``;it is empty",
        "[];it is not a JSON object",
        "null;it is not a JSON object",
        "\"SECRET\";it is not a JSON object",
        "{\"a\": SECRET};it is not JSON at line 1, column 7",
        "{\"a\": \"SECRET\";it is not JSON at line 1, column 15",
        "{\"a\": 1} SECRET;it is not JSON at line 1, column 10"
      })
  void saysWhatIsWrongWithTheFileAndNotWhatIsInIt(String content, String reason)
      throws IOException {
    Path file = file(content);

    Refusals.assertRefused("config", file, reason, () -> ConfigFile.read(file));
  }

  @Test
  void saysThatTheFileIsMissingOrCannotBeRead() {
    Path missing = directory.resolve("missing.json");

    assertThatThrownBy(() -> ConfigFile.read(missing))
        .hasMessage(
            "Tried to read the config file "
                + missing
                + " but failed because it does not exist; pass an existing file to --config.");
    assertThatThrownBy(() -> ConfigFile.read(directory))
        .hasMessageContaining("because it cannot be read; check that it is a file");
  }

  private Path file(String content) throws IOException {
    return Files.writeString(directory.resolve("config.json"), content);
  }
}
