package dev.convexairbyte.acceptance.cat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Picks from what a connector printed. */
final class Messages {

  private Messages() {}

  static List<JsonNode> ofType(List<JsonNode> messages, String type) {
    return messages.stream().filter(message -> message.path("type").asText().equals(type)).toList();
  }

  static List<JsonNode> records(List<JsonNode> messages) {
    return ofType(messages, "RECORD").stream().map(message -> message.path("record")).toList();
  }

  static List<JsonNode> states(List<JsonNode> messages) {
    return ofType(messages, "STATE").stream().map(message -> message.path("state")).toList();
  }

  /** The data of all records. */
  static List<JsonNode> data(List<JsonNode> messages) {
    return records(messages).stream().map(record -> record.path("data")).toList();
  }
}
