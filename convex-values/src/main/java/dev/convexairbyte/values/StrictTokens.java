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
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON value token by token, by the rules of {@link StrictJson}. Whoever reads must read
 * all of it: a value that is not wanted has to be skipped, for what is in it can be wrong too.
 */
public final class StrictTokens {

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
  private final RepeatedNames repeated = new RepeatedNames();

  private StrictTokens(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Makes something of the tokens.
   *
   * @param <T> what
   */
  @FunctionalInterface
  public interface Reader<T> {
    /** The first token has been read already. */
    T read(StrictTokens tokens, JsonToken first) throws IOException;
  }

  /** Has the one value read that the bytes are; throws InvalidJsonException for anything else. */
  public static <T> T read(byte[] bytes, Reader<T> reader) {
    try (JsonParser parser = parser(bytes)) {
      StrictTokens tokens = new StrictTokens(parser);
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw broken("it is empty", parser.currentLocation());
      }
      T value = reader.read(tokens, tokens.checked(first));
      if (parser.nextToken() != null) {
        throw broken("something follows the value", parser.currentTokenLocation());
      }
      return value;
    } catch (JsonProcessingException e) {
      throw broken("it is not valid JSON", e.getLocation());
    } catch (IOException e) {
      throw new InvalidJsonException(
          "Tried to read JSON but failed because it is not UTF-8; send UTF-8.");
    }
  }

  private static JsonParser parser(byte[] bytes) throws IOException {
    CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    return FACTORY.createParser(text.array(), text.arrayOffset(), text.length());
  }

  /** The first token of the next value, or the end of an array. */
  public JsonToken next() throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new AssertionError("the parser refuses a value without its end");
    }
    return checked(token);
  }

  private JsonToken checked(JsonToken token) {
    boolean opens = token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY;
    if (opens && parser.getParsingContext().getNestingDepth() > MAX_DEPTH) {
      throw broken("it is nested too deeply", parser.currentTokenLocation());
    }
    return token;
  }

  /** The name of the object's next field; null at its end. */
  public @Nullable String nextName() throws IOException {
    String name = parser.nextFieldName();
    return name == null ? null : wellFormed(name);
  }

  /** The string that was read. */
  public String text() throws IOException {
    return wellFormed(parser.getText());
  }

  /** The number that was read, as a double. */
  public double number() throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT && parser.getTextLength() < 10) {
      int integer = parser.getIntValue();
      return integer == 0 && parser.getTextLength() == 2 ? -0.0 : integer;
    }
    return finite(parser.getText());
  }

  /** Reads the rest of a value that starts with the token, and forgets it. */
  public void skip(JsonToken first) throws IOException {
    tree(first);
  }

  /** The names that came more than once in an object of a tree that was read. */
  public RepeatedNames repeated() {
    return repeated;
  }

  /** Reads the rest of the value that starts with the token. */
  public JsonNode tree(JsonToken first) throws IOException {
    return switch (first) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> TextNode.valueOf(text());
      case VALUE_NUMBER_INT -> integer(parser.getText());
      case VALUE_NUMBER_FLOAT -> DoubleNode.valueOf(finite(parser.getText()));
      case VALUE_TRUE -> BooleanNode.TRUE;
      case VALUE_FALSE -> BooleanNode.FALSE;
      case VALUE_NULL -> NullNode.getInstance();
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new AssertionError("a value starts with no such token");
    };
  }

  private ObjectNode object() throws IOException {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (String name = nextName(); name != null; name = nextName()) {
      if (object.replace(name, tree(next())) != null) {
        repeated.add(object, name);
      }
    }
    return object;
  }

  private ArrayNode array() throws IOException {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (JsonToken item = next(); item != JsonToken.END_ARRAY; item = next()) {
      array.add(tree(item));
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
    return DoubleNode.valueOf(finite(text));
  }

  private double finite(String text) {
    double number = Double.parseDouble(text);
    if (Double.isInfinite(number)) {
      throw broken("a number is out of range", parser.currentTokenLocation());
    }
    return number;
  }

  private String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        requirePairs(text);
        return text;
      }
    }
    return text;
  }

  private void requirePairs(String text) {
    if (hasHalfPair(text)) {
      throw broken("a string holds half a surrogate pair", parser.currentTokenLocation());
    }
  }

  /** Whether a text holds half a surrogate pair, which no JSON that was read here does. */
  public static boolean hasHalfPair(String text) {
    return text.codePoints().anyMatch(StrictTokens::isSurrogate);
  }

  private static boolean isSurrogate(int character) {
    return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
  }

  private static InvalidJsonException broken(String reason, JsonLocation at) {
    return new InvalidJsonException(
        "Tried to read JSON but failed because %s at line %d column %d; send one valid JSON value."
            .formatted(reason, at.getLineNr(), at.getColumnNr()));
  }
}
