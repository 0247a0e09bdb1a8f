package dev.convexairbyte.cdk.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.FakeDestination;
import dev.convexairbyte.cdk.FakeSource;
import dev.convexairbyte.cdk.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SpecResourceTest {

  @Test
  void makesOneCompactLineOfTheFile() throws IOException {
    String line = new String(new SpecResource(new FakeSource()).line(), UTF_8);

    assertThat(line).startsWith("{\"type\":\"SPEC\",\"spec\":{\"documentationUrl\":\"https://");
    assertThat(line).doesNotContain("\n", ": ");
    try (InputStream file = SpecResourceTest.class.getResourceAsStream("/cdk/spec.json")) {
      JsonNode expected = Json.mapper().readTree(Objects.requireNonNull(file));
      assertThat(Json.mapper().readTree(line).get("spec")).isEqualTo(expected);
    }
  }

  @Test
  void findsTheFileWithAndWithoutALeadingSlash() {
    assertThat(new SpecResource(new FakeDestination()).connectionSpecification())
        .isEqualTo(new SpecResource(new FakeSource()).connectionSpecification());
  }

  @Test
  void saysWhichFileTheClassPathDoesNotHave() {
    FakeSource source =
        new FakeSource() {
          @Override
          public String specResource() {
            return "cdk/nothing.json";
          }
        };

    assertThatThrownBy(() -> new SpecResource(source).line())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The class path has no /cdk/nothing.json");
  }
}
