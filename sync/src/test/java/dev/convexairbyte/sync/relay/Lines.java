package dev.convexairbyte.sync.relay;

/** What connectors print. */
final class Lines {

  private Lines() {}

  static String record(String stream, int id) {
    return "{\"type\":\"RECORD\",\"record\":{\"stream\":\"%s\",\"data\":{\"id\":%d},\"emitted_at\":1}}"
        .formatted(stream, id);
  }

  static String state(String stream, int at) {
    return "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"%s\"},\"stream_state\":{\"at\":%d}}}}"
        .formatted(stream, at);
  }

  static String error(String sentence, long emittedAt) {
    return "{\"type\":\"TRACE\",\"trace\":{\"type\":\"ERROR\",\"emitted_at\":%d,\"error\":{\"message\":\"%s\",\"failure_type\":\"config_error\"}}}"
        .formatted(emittedAt, sentence);
  }

  static String status(String stream, String status) {
    return "{\"type\":\"TRACE\",\"trace\":{\"type\":\"STREAM_STATUS\",\"emitted_at\":1,\"stream_status\":{\"stream_descriptor\":{\"name\":\"%s\"},\"status\":\"%s\"}}}"
        .formatted(stream, status);
  }
}
