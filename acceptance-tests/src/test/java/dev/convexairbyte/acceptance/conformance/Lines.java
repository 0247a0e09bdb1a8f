package dev.convexairbyte.acceptance.conformance;

/** Lines as a source, or the platform between, writes them to a destination. */
final class Lines {

  private Lines() {}

  static String record(String stream, String data) {
    return """
        {"type":"RECORD","record":{"stream":"%s","data":%s,"emitted_at":1763596800000}}"""
        .formatted(stream, data);
  }

  static String record(String namespace, String stream, String data) {
    return """
        {"type":"RECORD","record":{"namespace":"%s","stream":"%s","data":%s,"emitted_at":1}}"""
        .formatted(namespace, stream, data);
  }

  /** A STREAM state as the platform passes it on: with its own number in it. */
  static String state(String stream, int number) {
    return """
        {"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":"%s"},\
        "stream_state":{"cursor":%d}},"id":%d}}"""
        .formatted(stream, number, number);
  }

  /** What the platform says of a stream that it clears. */
  static String clearedState(String stream) {
    return """
        {"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":"%s"},\
        "stream_state":null},"id":1}}"""
        .formatted(stream);
  }

  static String status(String stream, String status) {
    return """
        {"type":"TRACE","trace":{"type":"STREAM_STATUS","emitted_at":1,"stream_status":\
        {"stream_descriptor":{"name":"%s"},"status":"%s"}}}"""
        .formatted(stream, status);
  }

  static String complete(String stream) {
    return status(stream, "COMPLETE");
  }

  /** The line as it should come back, with the records that it stands for. */
  static String echo(String state, int records) {
    return state.substring(0, state.length() - "}}".length())
        + ",\"destinationStats\":{\"recordCount\":%d.0}}}".formatted(records);
  }
}
