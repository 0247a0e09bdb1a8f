package dev.convexairbyte.sync.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class AssignmentTest {

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "wire-modes.csv", delimiter = '|', numLinesToSkip = 1)
  void tellsTheConnectorsTheModesThatTheyKnow(
      String what,
      String stream,
      String destinationWith,
      String destinationWithout,
      String sourceWith,
      String sourceWithout) {
    Assignment with = TestCatalog.withGenerations(stream);
    Assignment without = TestCatalog.assignment(stream);

    assertThat(inWords(with.forDestination())).as(what).isEqualTo(destinationWith);
    assertThat(inWords(without.forDestination())).as(what).isEqualTo(destinationWithout);
    assertThat(inWords(with.forSource())).as(what).isEqualTo(sourceWith);
    assertThat(inWords(without.forSource())).as(what).isEqualTo(sourceWithout);
  }

  @Test
  void theNumberOfTheJobComesWithTheGenerations() {
    JsonNode with = TestCatalog.withGenerations("users:incremental+append").forDestination();
    JsonNode without = TestCatalog.assignment("users:incremental+append").forDestination();

    assertThat(with.at("/streams/0/sync_id").longValue()).isEqualTo(7);
    assertThat(without.at("/streams/0").has("sync_id")).isFalse();
  }

  private static String inWords(JsonNode catalog) {
    JsonNode stream = catalog.at("/streams/0");
    String mode = stream.path("destination_sync_mode").asText();
    return stream.has("generation_id")
        ? mode + " " + stream.get("generation_id") + "/" + stream.get("minimum_generation_id")
        : mode;
  }
}
