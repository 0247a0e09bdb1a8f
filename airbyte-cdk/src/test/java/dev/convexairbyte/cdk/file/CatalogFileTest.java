package dev.convexairbyte.cdk.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.cdk.message.ConfiguredAirbyteStream;
import dev.convexairbyte.cdk.message.DestinationSyncMode;
import dev.convexairbyte.cdk.message.SyncMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogFileTest {

  @TempDir private Path directory;

  @Test
  void readsACatalogWithExplicitNullsAndUnknownProperties() throws IOException {
    Path file =
        file(
            """
            {"streams": [{"stream": {"name": "users", "namespace": null, "json_schema": {"type": "object"},
                "supported_sync_modes": ["full_refresh"], "source_defined_cursor": null,
                "default_cursor_field": null, "source_defined_primary_key": null, "is_resumable": null,
                "is_file_based": false}, "sync_mode": "full_refresh", "destination_sync_mode": "append_dedup",
              "cursor_field": null, "primary_key": [["_id"]], "generation_id": null,
              "minimum_generation_id": null, "sync_id": 7, "include_files": false}], "more": {}}""");

    ConfiguredAirbyteStream stream = CatalogFile.read(file).streams().get(0);

    assertThat(stream.descriptor()).hasToString("users");
    assertThat(stream.syncMode()).isEqualTo(SyncMode.FULL_REFRESH);
    assertThat(stream.destinationSyncMode()).isEqualTo(DestinationSyncMode.APPEND_DEDUP);
    assertThat(stream.primaryKey()).isEqualTo(List.of(List.of("_id")));
    assertThat(stream.generationId()).isNull();
    assertThat(stream.syncId()).isEqualTo(7);
  }

  /** Both are 1 in every sync of PyAirbyte's, so there they say nothing. */
  @ParameterizedTest(name = "sync {0}, generation {1}, minimum {2}")
  @CsvSource({"1, 1, 1, ", "12, 1, 1, 1", "1, 2, 2, 2", "1, 1, 0, 1", ", 1, 1, 1", "1, , , "})
  void believesGenerationsUnlessTheyArePyAirbytes(
      String sync, String generation, String minimum, Long believed) throws IOException {
    Path file =
        file(
            """
            {"streams": [{"stream": {"name": "users", "json_schema": {}, "supported_sync_modes": []},
              "sync_mode": "incremental", "destination_sync_mode": "append",
              "sync_id": %s, "generation_id": %s, "minimum_generation_id": %s}]}"""
                .formatted(sync, generation, minimum));

    ConfiguredAirbyteStream stream = CatalogFile.read(file).streams().get(0);

    assertThat(stream.generationId()).isEqualTo(believed);
    assertThat(stream.minimumGenerationId() == null).isEqualTo(believed == null);
  }

  @ParameterizedTest(name = "{1}")
  @CsvFileSource(resources = "/cdk/unfit-catalogs.csv", delimiter = ';', quoteCharacter = '\'')
  void namesThePathAtFaultInACatalog(String content, String words) throws IOException {
    Path file = file(content);
    String reason = content.equals("[]") ? "it is not a JSON object" : words;

    Refusals.assertRefused("catalog", file, reason, () -> CatalogFile.read(file));
  }

  @Test
  void refusesACatalogWithoutStreams() throws IOException {
    Path file = file("{\"streams\": []}");

    assertThatThrownBy(() -> CatalogFile.read(file))
        .hasMessageContaining("because it has no streams; pass a configured catalog to --catalog.");
  }

  @Test
  void refusesOneStreamTwiceAlsoWhenOnlyTheEmptyNamespaceDiffers() throws IOException {
    Path file = file("{\"streams\": [" + stream("\"\"") + "," + stream("null") + "]}");

    assertThatThrownBy(() -> CatalogFile.read(file))
        .hasMessageContaining("because it has the stream users twice; name each stream once.");
  }

  @Test
  void keepsEqualNamesInTwoNamespacesApart() throws IOException {
    Path file = file("{\"streams\": [" + stream("\"a\"") + "," + stream("\"b\"") + "]}");

    assertThat(CatalogFile.read(file).streams()).hasSize(2);
  }

  private static String stream(String namespace) {
    return "{\"stream\": {\"name\": \"users\", \"namespace\": "
        + namespace
        + ", \"json_schema\": {}, \"supported_sync_modes\": [\"incremental\"]},"
        + " \"sync_mode\": \"incremental\", \"destination_sync_mode\": \"append\"}";
  }

  private Path file(String content) throws IOException {
    return Files.writeString(directory.resolve("catalog.json"), content);
  }
}
