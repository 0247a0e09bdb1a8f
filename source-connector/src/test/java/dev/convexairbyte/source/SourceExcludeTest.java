package dev.convexairbyte.source;

import static dev.convexairbyte.source.SourceRun.incremental;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.message.AirbyteLogMessage.Level;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.source.ScriptedDeployment.Answer;
import dev.convexairbyte.source.state.StateFormat;
import dev.convexairbyte.source.state.StreamPosition;
import dev.convexairbyte.stub.StubBackend;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the setting exclude keeps from leaving the deployment. */
class SourceExcludeTest {

  private StubBackend backend;
  private SourceRun source;

  @BeforeEach
  void startDeployment() {
    backend = StubBackend.start();
    source = new SourceRun(backend);
  }

  @AfterEach
  void stopDeployment() {
    backend.close();
  }

  @Test
  void anExcludedFieldIsInNoRecordOfTheTableOrOfTheLog() {
    String id = backend.insert("users", user("Ada")).get(0);
    source.excluding("users.email").read(List.of(), incremental("users"));
    assertThat(onlyRecord().fieldNames()).toIterable().contains("name").doesNotContain("email");
    backend.transact(writes -> writes.replace(id, user("Ada Lovelace")));

    source.read(source.states(), incremental("users"));

    assertThat(onlyRecord().fieldNames()).toIterable().contains("name").doesNotContain("email");
    assertThat(onlyRecord().path("name").asText()).isEqualTo("Ada Lovelace");
  }

  @Test
  void anExcludedFieldThatAppearsLaterIsLeftOutAsWell() {
    backend.insert("users", SourceRun.JSON.createObjectNode().put("name", "Ada"));
    source.excluding("users.secret*").read(List.of(), incremental("users"));
    ObjectNode later = user("Bob");
    later.putObject("secretNested").putArray("deep").add("x");
    later.put("secret", 1).put("visible", true);
    backend.insert("users", later);

    source.read(source.states(), incremental("users"));

    assertThat(onlyRecord().fieldNames())
        .toIterable()
        .contains("name", "email", "visible", "_id", "_ts", "_ab_cdc_lsn")
        .doesNotContain("secret", "secretNested");
  }

  @Test
  void theIdAndTheConnectorsOwnColumnsStayWhateverIsExcluded() {
    backend.insert("users", user("Ada"));

    source.excluding("users.*").read(List.of(), incremental("users"));

    assertThat(onlyRecord().fieldNames())
        .toIterable()
        .containsExactly(
            "_component",
            "_table",
            "_ts",
            "_deleted",
            "_id",
            "_ab_cdc_lsn",
            "_ab_cdc_updated_at",
            "_ab_cdc_deleted_at");
  }

  @Test
  void theDeploymentIsAskedNotToSendWhatIsExcludedAndWhatComesAllTheSameIsDropped()
      throws IOException {
    try (ScriptedDeployment deployment = new ScriptedDeployment()) {
      deployment.answering(
          "/api/get_table_column_names",
          body ->
              Answer.of(
                  "{\"byComponent\":{\"\":[{\"name\":\"users\",\"columns\":[\"_creationTime\",\"_id\",\"email\",\"name\"]}]}}"));
      deployment.answering(
          "/api/list_snapshot",
          body -> Answer.of("{\"values\":[],\"snapshot\":9,\"cursor\":null,\"hasMore\":false}"));
      // A column that the list did not hold a moment ago.
      String row =
          "{\"_component\":\"\",\"_table\":\"users\",\"_ts\":9,\"_deleted\":false,\"_id\":\"x\",\"later\":{\"a\":[1]},\"l\\u0061ter2\":\"x\",\"name\":\"Ada\"}";
      deployment.answering(
          "/api/document_deltas",
          body -> Answer.of("{\"values\":[" + row + "],\"cursor\":9,\"hasMore\":false}"));
      SourceRun run = deployment.run().excluding("users.e*", "users.later*");

      run.read(List.of(fromTheLog()), incremental("users"));

      assertThat(run.records()).hasSize(1);
      assertThat(run.records().get(0).path("name").asText()).isEqualTo("Ada");
      assertThat(run.records().get(0).has("later")).isFalse();
      assertThat(run.records().get(0).has("later2")).isFalse();
      run.read(List.of(), incremental("users"));

      String selection =
          "{\"selection\":{\"\":{\"users\":{\"email\":\"excluded\",\"_other\":\"included\"},";
      assertThat(deployment.requestsTo("/api/list_snapshot").get(1)).contains(selection);
      assertThat(deployment.requestsTo("/api/document_deltas").get(0)).contains(selection);
    }
  }

  @Test
  void aConfiguredTableThatIsExcludedIsAWarningAndIsNeverRead() {
    backend.insert("users", user("Ada"));
    backend.insert("secrets", user("x"));

    source.excluding("sec*").read(List.of(), incremental("users"), incremental("secrets"));

    assertThat(source.recordsOf("secrets")).isEmpty();
    assertThat(source.recordsOf("users")).hasSize(1);
    assertThat(source.statuses("secrets")).containsExactly("STARTED", "RUNNING", "COMPLETE");
    assertThat(source.logs(Level.WARN))
        .singleElement()
        .asString()
        .startsWith("The table of stream secrets is excluded by the setting exclude: nothing");
  }

  @Test
  void anEntryThatMatchesNothingIsAWarning() {
    backend.insert("users", user("Ada"));

    source
        .excluding("users.email", "users.emial", "user", "nosuch/users")
        .read(List.of(), incremental("users"));

    assertThat(source.logs(Level.WARN))
        .extracting(line -> line.split("\"", 3)[1])
        .containsExactly("users.emial", "user", "nosuch/users");
  }

  private static AirbyteStateMessage fromTheLog() {
    return StateFormat.write(new StreamDescriptor("users", null), new StreamPosition.InLog(7), 0);
  }

  private JsonNode onlyRecord() {
    assertThat(source.records()).hasSize(1);
    return source.records().get(0);
  }

  private static ObjectNode user(String name) {
    return SourceRun.JSON.createObjectNode().put("name", name).put("email", name + "@x.example");
  }
}
