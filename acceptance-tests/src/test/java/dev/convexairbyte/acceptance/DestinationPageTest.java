package dev.convexairbyte.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** docs/destination.md tells of the settings that there are, and of messages that are said. */
class DestinationPageTest {

  private static final List<String> MODULES =
      List.of("destination-connector", "convex-client", "airbyte-cdk");

  private EvidencePage page;

  @BeforeEach
  void readPage() throws IOException {
    page = EvidencePage.of("destination.md");
  }

  @Test
  void everyMessageOfTheTroubleshootingIsSaidSomewhere() throws IOException {
    String said = SourceText.of(MODULES);

    List<String> messages = SourceText.quotedMessages(page);

    assertThat(messages).hasSizeGreaterThan(60).allSatisfy(text -> assertThat(said).contains(text));
  }

  @Test
  void everySettingHasTheDefaultAndTheBoundsOfTheSpec() throws IOException {
    List<String> rows = page.rows("Settings");

    assertThat(EvidencePage.firstColumn(rows))
        .containsExactlyInAnyOrderElementsOf(
            specSettings().properties().stream().map(set -> "`" + set.getKey() + "`").toList());
    for (Map.Entry<String, JsonNode> setting : specSettings().properties()) {
      assertThat(rows)
          .filteredOn(row -> row.startsWith("| `" + setting.getKey() + "` |"))
          .singleElement()
          .satisfies(row -> assertThat(row).contains(facts(setting.getValue())));
    }
  }

  private static List<String> facts(JsonNode setting) {
    String standard = setting.path("default").asText("required");
    if (setting.has("enum")) {
      return List.of("| `%s` |".formatted(standard));
    }
    if (setting.has("maximum")) {
      String bounds = setting.get("minimum") + " to " + setting.get("maximum");
      return List.of("| %s |".formatted(standard), bounds);
    }
    return List.of("| " + standard);
  }

  private static JsonNode specSettings() throws IOException {
    try (InputStream spec =
        DestinationPageTest.class.getResourceAsStream("/spec/destination/spec.json")) {
      return new ObjectMapper().readTree(spec).at("/connectionSpecification/properties");
    }
  }
}
