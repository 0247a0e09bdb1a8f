package dev.convexairbyte.values;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON as the backend's serde_json does, where Jackson alone would differ: {@code -0} is a
 * float, a number too large for a double is an error, so is a lone surrogate, and so are 128
 * levels.
 */
public final class StrictJson {

  private static final int MAX_DEPTH = 127;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final JsonParser parser;

  private StrictJson(JsonParser parser) {
    this.parser = parser;
  }

  /** The one JSON value that the bytes are; throws InvalidJsonException for anything else. */
  public static JsonNode parse(byte[] bytes) {
    try (JsonParser parser = FACTORY.createParser(decode(bytes).toString())) {
      return new StrictJson(parser).document();
    } catch (JsonProcessingException e) {
      throw broken("it is not valid JSON", e.getLocation());
    } catch (IOException e) {
      throw new InvalidJsonException(
          "Tried to read JSON but failed because it is not UTF-8; send UTF-8.");
    }
  }

  private static CharBuffer decode(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
  }

  private JsonNode document() throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw broken("it is empty", parser.currentLocation());
    }
    JsonNode node = value(first, 1);
    if (parser.nextToken() != null) {
      throw broken("something follows the value", parser.currentTokenLocation());
    }
    return node;
  }

  private JsonNode value(JsonToken token, int depth) throws IOException {
    return switch (token) {
      case START_OBJECT -> object(depth);
      case START_ARRAY -> array(depth);
      case VALUE_STRING -> TextNode.valueOf(wellFormed(parser.getText()));
      case VALUE_NUMBER_INT -> integer(parser.getText());
      case VALUE_NUMBER_FLOAT -> number(parser.getText());
      case VALUE_TRUE -> BooleanNode.TRUE;
      case VALUE_FALSE -> BooleanNode.FALSE;
      case VALUE_NULL -> NullNode.getInstance();
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new AssertionError("a value starts with no such token");
    };
  }

  private ObjectNode object(int depth) throws IOException {
    requireDepth(depth);
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      object.set(wellFormed(name), value(parser.nextToken(), depth + 1));
    }
    return object;
  }

  private ArrayNode array(int depth) throws IOException {
    requireDepth(depth);
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (JsonToken item = parser.nextToken();
        item != JsonToken.END_ARRAY;
        item = parser.nextToken()) {
      array.add(value(item, depth + 1));
    }
    return array;
  }

  private JsonNode integer(String text) {
    if (text.equals("-0")) {
      return DoubleNode.valueOf(-0.0);
    }
    BigInteger integer = new BigInteger(text);
    if (integer.bitLength() < Long.SIZE) {
      return LongNode.valueOf(integer.longValue());
    }
    if (integer.signum() > 0 && integer.bitLength() == Long.SIZE) {
      return BigIntegerNode.valueOf(integer);
    }
    return number(text);
  }

  private DoubleNode number(String text) {
    double number = Double.parseDouble(text);
    if (Double.isInfinite(number)) {
      throw broken("a number is out of range", parser.currentTokenLocation());
    }
    return DoubleNode.valueOf(number);
  }

  private String wellFormed(String text) {
    int next = 0;
    while (next < text.length()) {
      int character = text.codePointAt(next);
      if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
        throw broken("a string holds half a surrogate pair", parser.currentTokenLocation());
      }
      next += Character.charCount(character);
    }
    return text;
  }

  private void requireDepth(int depth) {
    if (depth > MAX_DEPTH) {
      throw broken("it is nested too deeply", parser.currentTokenLocation());
    }
  }

  private static InvalidJsonException broken(String reason, JsonLocation at) {
    return new InvalidJsonException(
        "Tried to read JSON but failed because %s at line %d column %d; send one valid JSON value."
            .formatted(reason, at.getLineNr(), at.getColumnNr()));
  }
}
