package dev.convexairbyte.cdk.io;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.CharConversionException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where a value stands in a line: {@code line[start, end)}. */
record Span(int start, int end) {

  /** The value that the parser has just entered; the parser then stands at its last token. */
  static Span ofValue(JsonParser parser) throws IOException {
    int start = (int) parser.currentTokenLocation().getByteOffset();
    if (start < 0) {
      // Jackson recognises other encodings by their zero bytes, and then counts characters.
      throw new CharConversionException("Not UTF-8");
    }
    parser.skipChildren();
    // Strings are read no further than their quotation mark until somebody asks for them.
    parser.finishToken();
    return new Span(start, (int) parser.currentLocation().getByteOffset());
  }

  /** As {@link #ofValue}, or null where the value is not an object. */
  static @Nullable Span ofObject(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return null;
    }
    return ofValue(parser);
  }
}
