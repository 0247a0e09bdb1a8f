package dev.convexairbyte.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Reads {@code {"values": […], …}}: what stands around the rows by token, the rows by byte. A row
 * is handed on when its last byte is here, and the page never is in memory.
 */
final class PageReader {

  private final RowHandler rows;
  private final Set<String> fieldNames;

  /**
   * @param fieldNames what is kept beside the rows; all else is skipped
   */
  PageReader(RowHandler rows, Set<String> fieldNames) {
    this.rows = rows;
    this.fieldNames = fieldNames;
  }

  /** Reads the page that the parser stands on and returns the fields around its rows. */
  AnswerFields read(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new UnexpectedAnswerException("it is not an object");
    }
    boolean hasValues = false;
    Map<String, JsonNode> fields = new HashMap<>();
    while (next(json) != JsonToken.END_OBJECT) {
      String name = json.currentName();
      next(json);
      if (name.equals("values")) {
        readRows(json);
        hasValues = true;
      } else if (fieldNames.contains(name)) {
        fields.put(name, scalar(json));
      } else {
        json.skipChildren();
      }
    }
    if (!hasValues) {
      throw new UnexpectedAnswerException("its values are missing");
    }
    return new AnswerFields(fields);
  }

  private void readRows(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw new UnexpectedAnswerException("its values are not an array");
    }
    new RowScanner(PageInput.under(json)).read(rows);
    next(json);
  }

  /** A container becomes a missing node, which has none of the types that a field may have. */
  private static JsonNode scalar(JsonParser json) throws IOException {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (json.currentToken()) {
      case VALUE_STRING -> nodes.textNode(json.getText());
      case VALUE_TRUE -> nodes.booleanNode(true);
      case VALUE_FALSE -> nodes.booleanNode(false);
      case VALUE_NULL -> nodes.nullNode();
      case VALUE_NUMBER_INT -> nodes.numberNode(json.getBigIntegerValue());
      default -> {
        json.skipChildren();
        yield nodes.missingNode();
      }
    };
  }

  private static JsonToken next(JsonParser json) throws IOException {
    JsonToken token = json.nextToken();
    if (token == null) {
      throw new EOFException("The page ended early.");
    }
    return token;
  }
}
