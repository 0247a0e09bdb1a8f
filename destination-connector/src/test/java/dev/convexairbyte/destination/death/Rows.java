package dev.convexairbyte.destination.death;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Writes what is stored in one way only: fields by name, numbers as doubles. */
final class Rows {

  private static final List<String> OF_THE_BACKEND = List.of("_id", "_creationTime");

  private Rows() {}

  /** A document without what the backend adds to it. */
  static String of(ObjectNode document) {
    return object(document.without(OF_THE_BACKEND));
  }

  private static String object(JsonNode node) {
    return node.properties().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(field -> "\"" + field.getKey() + "\":" + value(field.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String value(JsonNode node) {
    if (node.isObject()) {
      return object(node);
    }
    if (node.isArray()) {
      return StreamSupport.stream(node.spliterator(), false)
          .map(Rows::value)
          .collect(Collectors.joining(",", "[", "]"));
    }
    return node.isNumber() ? Double.toString(node.doubleValue()) : node.toString();
  }
}
