package dev.convexairbyte.sync.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.message.FailureType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ConnectionCatalogTest {

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "unfit-catalogs.csv",
      delimiter = '|',
      quoteCharacter = '`',
      numLinesToSkip = 1)
  void saysWhatIsWrongWithACatalog(String what, String catalog, String reason) throws IOException {
    Path file = Files.writeString(folder.resolve("catalog.json"), catalog);

    assertThatThrownBy(() -> ConnectionCatalog.read(file))
        .as(what)
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.failureType()).isEqualTo(FailureType.CONFIG_ERROR))
        .hasMessageContaining(reason);
  }

  @Test
  void whatItWritesItReadsAgainWithAllThatStandsThere() throws IOException {
    String text =
        "{\"streams\":[{\"stream\":{\"name\":\"u\",\"json_schema\":{\"x\":1.50},\"supported_sync_modes\":[\"full_refresh\"],\"is_file_based\":true},\"sync_mode\":\"full_refresh\",\"destination_sync_mode\":\"overwrite_dedup\",\"primary_key\":[[\"id\"]],\"include_files\":false}]}";
    Path file = Files.writeString(folder.resolve("catalog.json"), text);

    assertThat(ConnectionCatalog.read(file).json()).hasToString(text);
  }
}
