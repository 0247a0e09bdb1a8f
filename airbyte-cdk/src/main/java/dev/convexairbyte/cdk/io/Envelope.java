package dev.convexairbyte.cdk.io;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.convexairbyte.cdk.json.Json;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What one pass over a line finds. No tree is built: {@code record.data}, {@code state}, {@code
 * log} and {@code trace} stay positions in the line. The type is empty where the line has none.
 */
record Envelope(
    String type,
    @Nullable String stream,
    @Nullable String namespace,
    @Nullable Span data,
    @Nullable Span state,
    @Nullable Span log,
    @Nullable Span trace) {

  /** Null if the line does not start with a JSON object. */
  static @Nullable Envelope of(byte[] line) throws IOException {
    try (JsonParser parser = Json.factory().createParser(line)) {
      return parser.nextToken() == JsonToken.START_OBJECT ? new Reading(parser).envelope() : null;
    }
  }

  private static final class Reading {

    private final JsonParser parser;
    private String type = "";
    private @Nullable String stream;
    private @Nullable String namespace;
    private @Nullable Span data;
    private @Nullable Span state;
    private @Nullable Span log;
    private @Nullable Span trace;

    Reading(JsonParser parser) {
      this.parser = parser;
    }

    Envelope envelope() throws IOException {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "type" -> type = textOr("");
          case "record" -> record();
          case "state" -> state = Span.ofObject(parser);
          case "log" -> log = Span.ofObject(parser);
          case "trace" -> trace = Span.ofObject(parser);
          default -> parser.skipChildren();
        }
      }
      return new Envelope(type, stream, namespace, data, state, log, trace);
    }

    private void record() throws IOException {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        parser.skipChildren();
        return;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "stream" -> stream = text();
          case "namespace" -> namespace = text();
          case "data" -> data = Span.ofObject(parser);
          default -> parser.skipChildren();
        }
      }
    }

    private String textOr(String absent) throws IOException {
      String text = text();
      return text == null ? absent : text;
    }

    private @Nullable String text() throws IOException {
      if (parser.currentToken() == JsonToken.VALUE_STRING) {
        return parser.getText();
      }
      parser.skipChildren();
      return null;
    }
  }
}
