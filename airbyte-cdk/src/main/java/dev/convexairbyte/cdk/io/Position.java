package dev.convexairbyte.cdk.io;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;

/** Where a source stands. What it says is the source's business and is not kept. */
@JsonDeserialize(using = Position.Deserializer.class)
public enum Position {
  /** An object or an array with nothing in it. */
  EMPTY,
  SOME;

  /** Passes over the value. */
  static final class Deserializer extends StdDeserializer<Position> {

    Deserializer() {
      super(Position.class);
    }

    @Override
    public Position deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (!parser.currentToken().isStructStart()) {
        return SOME;
      }
      JsonToken token = parser.nextToken();
      if (token.isStructEnd()) {
        return EMPTY;
      }
      while (!token.isStructEnd()) {
        parser.skipChildren();
        token = parser.nextToken();
      }
      return SOME;
    }
  }
}
