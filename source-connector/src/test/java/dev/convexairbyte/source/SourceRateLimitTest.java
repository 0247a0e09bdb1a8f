package dev.convexairbyte.source;

import static dev.convexairbyte.source.SourceRun.incremental;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.source.ScriptedDeployment.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A deployment that asks to be left alone for a while. */
class SourceRateLimitTest {

  private static final String DELTAS = "/api/document_deltas";

  @ParameterizedTest
  @CsvSource({"429, 30, true", "503, 30, true", "429, 4, false", "408, '', false"})
  void aLongWaitIsToldToTheStreamsUntilItIsOver(int status, String seconds, boolean told)
      throws IOException {
    try (ScriptedDeployment busy = ScriptedDeployment.with("users", "posts")) {
      busy.answering(
          "/api/list_snapshot",
          body -> Answer.of("{\"values\":[],\"snapshot\":9,\"cursor\":null,\"hasMore\":false}"));
      busy.answering(
          DELTAS,
          body ->
              busy.requestsTo(DELTAS).size() == 1
                  ? new Answer(
                      status, "", seconds.isEmpty() ? Map.of() : Map.of("Retry-After", seconds))
                  : Answer.of("{\"values\":[],\"cursor\":9,\"hasMore\":false}"));
      long before = System.currentTimeMillis();
      SourceRun read = busy.run();

      read.read(List.of(), incremental("users"), incremental("posts"));

      for (String stream : List.of("users", "posts")) {
        assertThat(read.statuses(stream))
            .containsExactly(
                told
                    ? new String[] {"STARTED", "RUNNING", "RUNNING", "COMPLETE"}
                    : new String[] {"STARTED", "RUNNING", "COMPLETE"});
      }
      List<JsonNode> reasons =
          read.lines().stream()
              .map(line -> line.path("trace").path("stream_status").path("reasons").path(0))
              .filter(JsonNode::isObject)
              .toList();
      assertThat(reasons)
          .hasSize(told ? 2 : 0)
          .allSatisfy(
              reason -> {
                assertThat(reason.path("type").asText()).isEqualTo("RATE_LIMITED");
                assertThat(reason.path("rate_limited").path("quota_reset").asLong())
                    .isBetween(before + 30_000, System.currentTimeMillis() + 30_000);
              });
    }
  }
}
