package dev.convexairbyte.acceptance.cat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules of CAT's section basic_read; every method answers with complaints. */
final class BasicReadChecks {

  private final List<JsonNode> streams = new ArrayList<>();
  private final List<JsonNode> messages;

  /**
   * @param catalog the configured catalog that was read with
   */
  BasicReadChecks(JsonNode catalog, List<JsonNode> messages) {
    catalog.path("streams").forEach(streams::add);
    this.messages = messages;
  }

  List<String> hasRecords() {
    return Messages.records(messages).isEmpty() ? List.of("there is no record") : List.of();
  }

  List<String> recordsFitTheirSchemas() {
    Map<String, RecordSchema> schemas = new HashMap<>();
    for (JsonNode stream : streams) {
      schemas.put(name(stream), new RecordSchema(stream.path("stream").path("json_schema")));
    }
    List<String> complaints = new ArrayList<>();
    for (JsonNode record : Messages.records(messages)) {
      String stream = record.path("stream").asText();
      RecordSchema schema = schemas.get(stream);
      if (schema == null) {
        complaints.add("a record is of stream %s, which was not asked for".formatted(stream));
        continue;
      }
      schema
          .complaints(record.path("data"))
          .forEach(complaint -> complaints.add("a record of %s %s".formatted(stream, complaint)));
    }
    return complaints;
  }

  /**
   * @param mayBeEmpty names of streams that the config declares empty
   */
  List<String> everyStreamHasRecords(List<String> mayBeEmpty) {
    Set<String> seen =
        Messages.records(messages).stream()
            .map(record -> record.path("stream").asText())
            .collect(Collectors.toSet());
    return streams.stream()
        .map(BasicReadChecks::name)
        .filter(name -> !seen.contains(name) && !mayBeEmpty.contains(name))
        .map(name -> name + " has no record")
        .toList();
  }

  /** No part of a key is a list or an object, and at least one is there. */
  List<String> primaryKeysAreSet() {
    List<String> complaints = new ArrayList<>();
    for (JsonNode stream : streams) {
      for (JsonNode data : dataOf(name(stream))) {
        List<JsonNode> parts = new ArrayList<>();
        stream.path("primary_key").forEach(path -> parts.add(value(data, path)));
        if (parts.stream().anyMatch(JsonNode::isContainerNode)) {
          complaints.add(name(stream) + " has a key that is a list or an object");
        }
        if (!parts.isEmpty() && parts.stream().allMatch(BasicReadChecks::isAbsent)) {
          complaints.add(name(stream) + " has a record without its key");
        }
      }
    }
    return complaints;
  }

  /** Only where the config asks for it (validate_data_points). */
  List<String> everyFieldHasAValueOnce() {
    List<String> complaints = new ArrayList<>();
    for (JsonNode stream : streams) {
      List<JsonNode> records = dataOf(name(stream));
      stream
          .path("stream")
          .path("json_schema")
          .path("properties")
          .fieldNames()
          .forEachRemaining(
              field -> {
                if (records.stream().allMatch(data -> isAbsent(data.path(field)))) {
                  complaints.add("%s.%s is never set".formatted(name(stream), field));
                }
              });
    }
    return complaints;
  }

  /**
   * Every expected record is there, found by its key. Stricter than CAT, which stops at the key:
   * what else an expected record tells must be so.
   */
  List<String> holdsExpected(List<JsonNode> expected, boolean exactOrder) {
    List<String> complaints = new ArrayList<>();
    for (JsonNode stream : streams) {
      List<JsonNode> records = dataOf(name(stream));
      int from = 0;
      for (JsonNode line : expected) {
        if (!line.path("stream").asText().equals(name(stream))) {
          continue;
        }
        int found = indexOf(stream, records, line.path("data"), exactOrder ? from : 0);
        if (found < 0) {
          complaints.add(
              "%s lacks the record %s".formatted(name(stream), line.path("data").path("_id")));
          continue;
        }
        from = found + 1;
        line.path("data")
            .properties()
            .forEach(
                field -> {
                  if (!records.get(found).path(field.getKey()).equals(field.getValue())) {
                    complaints.add(
                        "%s has another value in %s".formatted(name(stream), field.getKey()));
                  }
                });
      }
    }
    return complaints;
  }

  private static int indexOf(JsonNode stream, List<JsonNode> records, JsonNode wanted, int from) {
    for (int index = from; index < records.size(); index++) {
      JsonNode data = records.get(index);
      boolean same = true;
      for (JsonNode path : stream.path("primary_key")) {
        same &= value(data, path).equals(value(wanted, path));
      }
      if (same) {
        return index;
      }
    }
    return -1;
  }

  /** STARTED, then RUNNING at least once, then COMPLETE, for every stream and no other. */
  List<String> statusesAreWhole() {
    Map<String, List<String>> statuses = new HashMap<>();
    for (JsonNode message : Messages.ofType(messages, "TRACE")) {
      JsonNode status = message.path("trace").path("stream_status");
      if (status.isObject()) {
        statuses
            .computeIfAbsent(key(status.path("stream_descriptor")), stream -> new ArrayList<>())
            .add(status.path("status").asText());
      }
    }
    Set<String> wanted = new HashSet<>();
    streams.forEach(stream -> wanted.add(key(stream.path("stream"))));
    List<String> complaints = new ArrayList<>();
    if (!statuses.keySet().equals(wanted)) {
      complaints.add("the streams with a status are not those of the catalog");
    }
    statuses.forEach(
        (stream, said) -> {
          boolean whole =
              said.size() >= 3
                  && said.get(0).equals("STARTED")
                  && said.get(said.size() - 1).equals("COMPLETE")
                  && Set.of("RUNNING").containsAll(said.subList(1, said.size() - 1));
          if (!whole) {
            complaints.add("%s said %s".formatted(stream, said));
          }
        });
    return complaints;
  }

  List<String> statesAreWhole() {
    List<JsonNode> states = Messages.states(messages);
    List<String> complaints = new ArrayList<>();
    if (states.size() < streams.size()) {
      complaints.add("there are fewer states than streams");
    }
    for (JsonNode state : states) {
      if (!state.path("stream").path("stream_descriptor").path("name").isTextual()) {
        complaints.add("a state is of no stream");
      }
      if (Set.of("", "LEGACY").contains(state.path("type").asText())) {
        complaints.add("a state is LEGACY");
      }
      if (!state.path("sourceStats").path("recordCount").isNumber()) {
        complaints.add("a state has no recordCount");
      }
    }
    return complaints;
  }

  static List<String> failureIsTraced(List<JsonNode> messages) {
    boolean traced =
        Messages.ofType(messages, "TRACE").stream()
            .anyMatch(message -> message.path("trace").path("type").asText().equals("ERROR"));
    return traced ? List.of() : List.of("there is no TRACE ERROR");
  }

  private List<JsonNode> dataOf(String stream) {
    return Messages.records(messages).stream()
        .filter(record -> record.path("stream").asText().equals(stream))
        .map(record -> record.path("data"))
        .toList();
  }

  private static JsonNode value(JsonNode data, JsonNode path) {
    JsonNode here = data;
    for (JsonNode step : path) {
      here = here.path(step.asText());
    }
    return here;
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private static String name(JsonNode configured) {
    return configured.path("stream").path("name").asText();
  }

  private static String key(JsonNode descriptor) {
    // An explicit null is no namespace, like none at all.
    return descriptor.path("namespace").asText("") + "-" + descriptor.path("name").asText();
  }
}
