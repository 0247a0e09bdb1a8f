package dev.convexairbyte.acceptance.cat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.acceptance.cat.AcceptanceTestConfig.Status;
import java.util.List;

/** The rule of CAT's section connection. */
final class ConnectionChecks {

  private ConnectionChecks() {}

  static List<String> answersWith(Status expected, List<JsonNode> messages) {
    return switch (expected) {
      case SUCCEED -> exactlyOneStatus("SUCCEEDED", messages);
      case FAILED -> exactlyOneStatus("FAILED", messages);
      case EXCEPTION -> exactlyOneTrace(messages);
    };
  }

  private static List<String> exactlyOneStatus(String expected, List<JsonNode> messages) {
    List<String> statuses =
        Messages.ofType(messages, "CONNECTION_STATUS").stream()
            .map(message -> message.path("connectionStatus").path("status").asText())
            .toList();
    return statuses.equals(List.of(expected))
        ? List.of()
        : List.of("the statuses are %s and not %s alone".formatted(statuses, expected));
  }

  private static List<String> exactlyOneTrace(List<JsonNode> messages) {
    List<JsonNode> traces = Messages.ofType(messages, "TRACE");
    boolean told =
        traces.size() == 1 && traces.get(0).path("trace").path("error").path("message").isTextual();
    return told ? List.of() : List.of("there is not exactly one TRACE with an error's message");
  }
}
