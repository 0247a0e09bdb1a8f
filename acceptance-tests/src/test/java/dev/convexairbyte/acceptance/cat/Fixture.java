package dev.convexairbyte.acceptance.cat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** Output of connectors that never were, written with single quotes. */
final class Fixture {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Fixture() {}

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static List<JsonNode> lines(String... lines) {
    List<JsonNode> messages = new ArrayList<>();
    for (String line : lines) {
      messages.add(json(line));
    }
    return messages;
  }

  static JsonNode record(String stream, String data, long emittedAt) {
    return json(
        "{'type':'RECORD','record':{'stream':'%s','data':%s,'emitted_at':%d}}"
            .formatted(stream, data, emittedAt));
  }

  static JsonNode record(String stream, String data) {
    return record(stream, data, 1);
  }

  static JsonNode state(String stream, String state, int records) {
    return json(
        "{'type':'STATE','state':{'type':'STREAM','stream':{'stream_descriptor':{'name':'%s'},'stream_state':%s},'sourceStats':{'recordCount':%d}}}"
            .formatted(stream, state, records));
  }

  static JsonNode status(String stream, String status) {
    return json(
        "{'type':'TRACE','trace':{'type':'STREAM_STATUS','emitted_at':1,'stream_status':{'stream_descriptor':{'name':'%s'},'status':'%s'}}}"
            .formatted(stream, status));
  }
}
