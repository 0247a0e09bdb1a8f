package dev.convexairbyte.source.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamSchemaTest {

  @Test
  void keepsTheDocumentsFieldsAndAddsEveryRecordsColumns() throws Exception {
    JsonNode convex =
        new ObjectMapper()
            .readTree(
                """
                {"type":"object","properties":{"_id":{"$description":"Id(users)","type":"string"},
                 "email":{"type":"string"},"_ts":{"type":"integer"}},
                 "additionalProperties":false,"required":["_id","email"]}""");

    ObjectNode schema = StreamSchema.ofConvexSchema(convex, field -> true);

    assertThat(schema.path("type").asText()).isEqualTo("object");
    assertThat(schema.path("additionalProperties").asBoolean()).isTrue();
    assertThat(schema.has("required")).isFalse();
    assertThat(schema.path("properties").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "email",
            "_id",
            "_creationTime",
            "_component",
            "_table",
            "_ts",
            "_deleted",
            "_ab_cdc_lsn",
            "_ab_cdc_updated_at",
            "_ab_cdc_deleted_at");
    assertThat(schema.path("properties").path("_id").toString())
        .isEqualTo("{\"type\":\"string\",\"description\":\"Id(users)\"}");
    assertThat(schema.path("properties").path("_ts").toString())
        .isEqualTo("{\"type\":\"integer\"}");
    assertThat(schema.path("properties").path("_ab_cdc_deleted_at").toString())
        .isEqualTo(
            "{\"type\":[\"null\",\"string\"],\"format\":\"date-time\",\"airbyte_type\":\"timestamp_with_timezone\"}");
  }

  @Test
  void columnsWithoutTypesAreOpen() {
    ObjectNode schema =
        StreamSchema.ofColumns(List.of("_creationTime", "_id", "Beak Length (mm)"), field -> true);

    assertThat(schema.path("properties").path("Beak Length (mm)").toString()).isEqualTo("{}");
    assertThat(schema.path("properties").path("_id").toString()).isEqualTo("{\"type\":\"string\"}");
  }

  @Test
  void aFieldThatIsNotReadIsNoPropertyButTheKeyAlwaysIs() throws Exception {
    JsonNode convex =
        new ObjectMapper()
            .readTree(
                """
                {"type":"object","properties":{"_id":{"type":"string"},"email":{"type":"string"},
                 "_creationTime":{"type":"number"}}}""");

    ObjectNode ofSchema = StreamSchema.ofConvexSchema(convex, field -> false);
    ObjectNode ofColumns =
        StreamSchema.ofColumns(List.of("_creationTime", "_id", "email"), field -> false);

    for (ObjectNode schema : List.of(ofSchema, ofColumns)) {
      assertThat(schema.path("properties").fieldNames())
          .toIterable()
          .containsExactlyInAnyOrder(
              "_id",
              "_component",
              "_table",
              "_ts",
              "_deleted",
              "_ab_cdc_lsn",
              "_ab_cdc_updated_at",
              "_ab_cdc_deleted_at");
    }
  }
}
