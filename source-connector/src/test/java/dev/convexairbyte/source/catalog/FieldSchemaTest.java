package dev.convexairbyte.source.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FieldSchemaTest {

  static List<Arguments> schemas() throws IOException {
    List<Arguments> cases = new ArrayList<>();
    try (InputStream table = FieldSchemaTest.class.getResourceAsStream("field-schemas.json")) {
      new ObjectMapper()
          .readTree(table)
          .forEach(one -> cases.add(Arguments.of(one.get("convex"), one.get("airbyte"))));
    }
    return cases;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("schemas")
  void becomesAnOpenNullableSchema(JsonNode convex, JsonNode airbyte) {
    assertThat(FieldSchema.of(convex)).isEqualTo(airbyte);
  }
}
