package dev.convexairbyte.destination.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.convexairbyte.cdk.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON value as serde_json keeps it: of a name that comes twice in an object, the later value in
 * the earlier place. Only for what one pass over the bytes cannot tell.
 */
sealed interface RecordTree {

  /** A string, number or literal: the bytes {@code [start, end)} that it came as. */
  record Scalar(int start, int end) implements RecordTree {}

  record Items(List<RecordTree> items) implements RecordTree {}

  /** Names in the order in which they first came. */
  record Fields(Map<String, RecordTree> fields) implements RecordTree {}

  /** Writes a scalar in one form or another. */
  @FunctionalInterface
  interface ScalarForm {
    byte[] of(JsonSlice scalar);
  }

  /** Reads a value that a scan has found to be JSON; throws IOException where Jackson disagrees. */
  static RecordTree read(JsonSlice json) throws IOException {
    try (JsonParser parser =
        Json.factory().createParser(json.bytes(), json.start(), json.length())) {
      parser.nextToken();
      return read(parser, json.start());
    }
  }

  private static RecordTree read(JsonParser parser, int offset) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      Map<String, RecordTree> fields = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        fields.put(name, read(parser, offset));
      }
      return new Fields(fields);
    }
    if (token == JsonToken.START_ARRAY) {
      List<RecordTree> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(read(parser, offset));
      }
      return new Items(items);
    }
    int start = (int) parser.currentTokenLocation().getByteOffset();
    if (token != JsonToken.VALUE_STRING) {
      return new Scalar(offset + start, offset + start + parser.getTextLength());
    }
    parser.finishToken();
    return new Scalar(offset + start, offset + (int) parser.currentLocation().getByteOffset());
  }

  /**
   * The tree as JSON.
   *
   * @param json what it was read from
   */
  default byte[] write(JsonSlice json, ScalarForm form) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(json.length());
    write(json, form, out);
    return out.toByteArray();
  }

  private void write(JsonSlice json, ScalarForm form, ByteArrayOutputStream out) {
    if (this instanceof Scalar scalar) {
      out.writeBytes(form.of(new JsonSlice(json.bytes(), scalar.start(), scalar.end())));
    } else if (this instanceof Items array) {
      char before = '[';
      for (RecordTree item : array.items()) {
        out.write(before);
        item.write(json, form, out);
        before = ',';
      }
      out.writeBytes(JsonStrings.utf8(array.items().isEmpty() ? "[]" : "]"));
    } else if (this instanceof Fields object) {
      char before = '{';
      for (Map.Entry<String, RecordTree> field : object.fields().entrySet()) {
        out.write(before);
        out.writeBytes(JsonStrings.utf8(JsonStrings.quoted(field.getKey()) + ":"));
        field.getValue().write(json, form, out);
        before = ',';
      }
      out.writeBytes(JsonStrings.utf8(object.fields().isEmpty() ? "{}" : "}"));
    }
  }
}
