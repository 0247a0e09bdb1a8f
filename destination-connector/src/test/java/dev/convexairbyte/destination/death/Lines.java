package dev.convexairbyte.destination.death;

import java.util.List;
import java.util.Random;

/** Writes messages as a source and a platform might: properties in any order, odd spaces. */
final class Lines {

  private final Random random;
  private int states;

  Lines(Random random) {
    this.random = random;
  }

  String record(CopiedStream stream, Change change) {
    String name = "\"stream\":\"" + stream.name() + "\"";
    String namespace =
        stream.namespace() != null
            ? ",\"namespace\":\"" + stream.namespace() + "\""
            : random.nextInt(4) == 0 ? ",\"namespace\":null" : "";
    String data = "\"data\":" + change.data();
    String record =
        random.nextBoolean()
            ? name + namespace + ",\"emitted_at\":1," + data
            : data + meta() + " , " + name + namespace + ",\"emitted_at\":1e3";
    return random.nextBoolean()
        ? "{\"type\":\"RECORD\",\"record\":{" + record + "}}"
        : "{ \"record\" : {" + record + "},\"type\":\"RECORD\"}";
  }

  /** Some records have one, and their line is then another's but for what looks like data. */
  private String meta() {
    return random.nextInt(4) == 0 ? ",\"meta\":{\"changes\":[]}" : "";
  }

  String streamState(CopiedStream stream, String state, int records) {
    return state("\"type\":\"STREAM\",\"stream\":" + streamPart(stream, state), records);
  }

  /** One stream's part of a state. */
  String streamPart(CopiedStream stream, String state) {
    return "{\"stream_descriptor\":" + stream.descriptor() + ",\"stream_state\":" + state + "}";
  }

  String globalState(String shared, List<String> parts, int records) {
    String body =
        "\"shared_state\":" + shared + ", \"stream_states\":[" + String.join(",", parts) + "]";
    return state("\"type\":\"GLOBAL\",\"global\":{" + body + "}", records);
  }

  String legacyState(String data, int records) {
    String type = random.nextBoolean() ? "\"type\":\"LEGACY\"," : "";
    return state(type + "\"data\":" + data, records);
  }

  /** A state's value, in the spelling of a source that has its own mind. */
  String position(int position) {
    return "{\"position\":" + position + ", \"note\":\"\\u00e9 é \\/ 1.50\",\"n\":1.50}";
  }

  private String state(String body, int records) {
    String id = "\"id\":" + ++states;
    String stats =
        random.nextBoolean() ? ",\"sourceStats\":{\"recordCount\":" + records + ".0}" : "";
    String state = random.nextBoolean() ? body + stats + "," + id : id + " , " + body + stats;
    return random.nextBoolean()
        ? "{\"type\":\"STATE\",\"state\":{" + state + "}}"
        : "{\"state\":{ " + state + " } ,\"type\":\"STATE\"}";
  }

  String status(CopiedStream stream, String status) {
    return "{\"type\":\"TRACE\",\"trace\":{\"type\":\"STREAM_STATUS\",\"emitted_at\":1.0,"
        + "\"stream_status\":{\"stream_descriptor\":"
        + stream.descriptor()
        + ",\"status\":\""
        + status
        + "\"}}}";
  }

  String noise() {
    return List.of(
            "{\"type\":\"LOG\",\"log\":{\"level\":\"INFO\",\"message\":\"reading\"}}",
            "",
            "{\"type\":\"CONTROL\",\"control\":{}}",
            "{\"type\":\"TRACE\",\"trace\":{\"type\":\"ESTIMATE\",\"emitted_at\":1}}")
        .get(random.nextInt(4));
  }
}
