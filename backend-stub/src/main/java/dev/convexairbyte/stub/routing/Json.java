package dev.convexairbyte.stub.routing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ValueEncoder;
import dev.convexairbyte.values.ValueFormat;
import java.io.IOException;

/** JSON of the bodies of HTTP actions, whose size is bounded elsewhere. */
final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNumberLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .addModule(new SimpleModule().addSerializer(ConvexValue.class, new CleanValue()))
          .build();

  private Json() {}

  /**
   * As {@code JSON.stringify} would show it, but for integers and bytes, which it does not take.
   */
  private static final class CleanValue extends JsonSerializer<ConvexValue> {

    @Override
    public void serialize(ConvexValue value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      new ValueEncoder(json, ValueFormat.CLEAN).write(value);
    }
  }

  /** Throws IllegalArgumentException, without the text, where it is no JSON. */
  static JsonNode parse(String text) {
    try {
      JsonNode json = MAPPER.readTree(text);
      if (json.isMissingNode()) {
        throw new IllegalArgumentException(
            "Tried to read a body as JSON but failed because it is empty; send JSON.");
      }
      return json;
    } catch (JsonProcessingException e) {
      JsonLocation place = e.getLocation();
      throw new IllegalArgumentException(
          "Tried to read a body as JSON but failed because it is none at line %d, column %d; send JSON."
              .formatted(
                  place == null ? 1 : place.getLineNr(), place == null ? 1 : place.getColumnNr()));
    }
  }

  /** Throws IllegalArgumentException for what Jackson cannot write. */
  static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Tried to write a body as JSON but failed because a %s is no JSON; use maps, lists, records or Convex values."
              .formatted(value.getClass().getName()));
    }
  }
}
