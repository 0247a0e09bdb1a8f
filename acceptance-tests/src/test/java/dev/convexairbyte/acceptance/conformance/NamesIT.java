package dev.convexairbyte.acceptance.conformance;

import static dev.convexairbyte.acceptance.conformance.CatalogStream.append;
import static dev.convexairbyte.acceptance.conformance.CatalogStream.dedup;
import static dev.convexairbyte.acceptance.conformance.CatalogStream.overwrite;
import static dev.convexairbyte.acceptance.conformance.Lines.record;
import static dev.convexairbyte.acceptance.conformance.TestDestination.error;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convexairbyte.acceptance.ProgramRun;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where streams and fields of any name end up. */
class NamesIT extends DestinationCase {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void aNameIsKeptOrRenamedAsConvexDoesIt() throws Exception {
    List<String[]> cases = Cases.of("names.csv");
    List<CatalogStream> streams = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (String[] row : cases) {
      streams.add(append(JSON.readTree("\"%s\"".formatted(row[1])).asText()));
      lines.add(record(row[1], "{\"%s\":{\"%s\":1}}".formatted(row[1], row[1])));
    }

    ProgramRun write = destination.write(streams, lines);

    assertThat(write.errors()).isEmpty();
    for (String[] row : cases) {
      assertThat(destination.backend().documents(row[2])).as(row[0]).hasSize(1);
      JsonNode stored = destination.backend().documents(row[2]).get(0);
      assertThat(stored.path(row[3]).path(row[3]).doubleValue()).as(row[0]).isEqualTo(1);
    }
  }

  @Test
  void equalNamesInTwoNamespacesAreTwoTables() throws Exception {
    ProgramRun write =
        destination.write(
            List.of(
                dedup("users", "id").inNamespace("crm"),
                dedup("users", "id").inNamespace("shop"),
                overwrite("users")),
            record("crm", "users", "{\"id\":1,\"of\":\"crm\"}"),
            record("shop", "users", "{\"id\":1,\"of\":\"shop\"}"),
            record("users", "{\"id\":1,\"of\":\"none\"}"));

    assertThat(write.errors()).isEmpty();
    assertThat(destination.rows("crm_users")).containsExactly("{\"id\":1,\"of\":\"crm\"}");
    assertThat(destination.rows("shop_users")).containsExactly("{\"id\":1,\"of\":\"shop\"}");
    assertThat(destination.rows("users")).containsExactly("{\"id\":1,\"of\":\"none\"}");
    assertThat(destination.backend().tables()).containsExactly("crm_users", "shop_users", "users");
  }

  @Test
  void clearsIndexesAndRecordsOfANamespaceGoToOneTable() throws Exception {
    destination.seed("users", "{\"id\":9}");
    destination.seed("crm_users", "{\"id\":9}");

    destination.write(
        List.of(overwrite("users").inNamespace("crm").withKey("id")),
        record("crm", "users", "{\"id\":1}"));

    assertThat(destination.rows("crm_users")).containsExactly("{\"id\":1}");
    assertThat(destination.rows("users")).containsExactly("{\"id\":9}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.b", "A B", "source_a_b"})
  void twoStreamsOfOneTableAreRefusedByName(String other) throws Exception {
    ProgramRun write = destination.write(List.of(append("a-b"), append(other)));

    assertThat(write.exitCode()).isEqualTo(1);
    assertThat(error(write).path("failure_type").asText()).isEqualTo("config_error");
    assertThat(error(write).path("message").asText()).contains("a-b", other, "source_a_b");
    assertThat(destination.backend().requests()).isEmpty();
  }

  @Test
  void aNamespaceAndAStreamThatMakeTheNameOfAnotherAreRefused() throws Exception {
    ProgramRun write =
        destination.write(List.of(append("b_c").inNamespace("a"), append("c").inNamespace("a_b")));

    assertThat(error(write).path("message").asText()).contains("a_b_c");
  }

  @Test
  void aNameThatIsTooLongIsRefusedBeforeAnythingIsSent() throws Exception {
    ProgramRun write = destination.write(List.of(append("a".repeat(65))));

    assertThat(error(write).path("failure_type").asText()).isEqualTo("config_error");
    assertThat(error(write).path("message").asText()).contains("64 characters");
    assertThat(destination.backend().requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"user id", "1st", "a-b", "_ab_cdc_lsn"})
  void aKeyThatConvexCannotIndexIsRefusedByName(String key) throws Exception {
    ProgramRun write = destination.write(List.of(dedup("users", key)));

    assertThat(error(write).path("failure_type").asText()).isEqualTo("config_error");
    assertThat(error(write).path("message").asText()).contains("users", key);
    assertThat(destination.backend().requests()).isEmpty();
  }

  @Test
  void aFieldThatIsRenamedStepsAsideForOneThatHasTheNameAlready() throws Exception {
    destination.write(
        List.of(append("users")), record("users", "{\"_id\":\"a\",\"source_id\":\"b\"}"));

    assertThat(destination.rows("users"))
        .containsExactly("{\"source_id\":\"b\",\"source_source_id\":\"a\"}");
  }

  @Test
  void fieldsOfAirbytesChangeCaptureAreNotStored() throws Exception {
    destination.write(
        List.of(append("users")),
        record("users", "{\"n\":1,\"_ab_cdc_lsn\":7,\"_ab_cdc_updated_at\":\"2026-01-01\"}"));

    assertThat(destination.rows("users")).containsExactly("{\"n\":1}");
  }
}
