package dev.convexairbyte.source.read;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/**
 * Copies JSON token by token. Unlike Jackson's own copying it keeps numbers as the text they came
 * in, which is exact and spares the conversion.
 */
final class TokenCopy {

  private TokenCopy() {}

  /** Copies the value that the parser stands on and leaves it on the value's last token. */
  static void copyValue(JsonParser from, JsonGenerator to) throws IOException {
    int depth = 0;
    while (true) {
      switch (from.currentToken()) {
        case START_OBJECT -> {
          to.writeStartObject();
          depth++;
        }
        case END_OBJECT -> {
          to.writeEndObject();
          depth--;
        }
        case START_ARRAY -> {
          to.writeStartArray();
          depth++;
        }
        case END_ARRAY -> {
          to.writeEndArray();
          depth--;
        }
        case FIELD_NAME -> to.writeFieldName(from.currentName());
        case VALUE_STRING ->
            to.writeString(from.getTextCharacters(), from.getTextOffset(), from.getTextLength());
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
            to.writeNumber(from.getTextCharacters(), from.getTextOffset(), from.getTextLength());
        case VALUE_TRUE -> to.writeBoolean(true);
        case VALUE_FALSE -> to.writeBoolean(false);
        case VALUE_NULL -> to.writeNull();
        case VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
            throw new IllegalStateException("Not a token of JSON text: " + from.currentToken());
      }
      if (depth == 0) {
        return;
      }
      from.nextToken();
    }
  }
}
