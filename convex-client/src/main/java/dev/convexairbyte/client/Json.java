package dev.convexairbyte.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** How this module reads and writes JSON. */
final class Json {

  /** Without a charset: the backend compares the type, and JSON has only one encoding. */
  static final ContentType CONTENT_TYPE = ContentType.create("application/json");

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          // Field names are the user's data: they must not fill the table of interned strings, and
          // no choice of names may make a document unreadable.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          // Closing the stream of an answer reads it to its end. Who owns the answer decides that.
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .build();

  private static final ObjectMapper MAPPER = new ObjectMapper(FACTORY);

  private Json() {}

  /** What writes one JSON value. */
  @FunctionalInterface
  interface Writer {
    void write(JsonGenerator json) throws IOException;
  }

  static JsonParser parser(InputStream bytes) throws IOException {
    return FACTORY.createParser(bytes);
  }

  static byte[] bytes(Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      writer.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory does not fail to be written.", e);
    }
    return bytes.toByteArray();
  }

  static byte[] bytes(Object value) {
    return bytes(json -> MAPPER.writeValue(json, value));
  }

  static HttpEntity body(Writer writer) {
    return new ByteArrayEntity(bytes(writer), CONTENT_TYPE);
  }

  static HttpEntity body(Object value) {
    return new ByteArrayEntity(bytes(value), CONTENT_TYPE);
  }

  /**
   * Reads the object that the parser stands on as a tree.
   *
   * @throws UnexpectedAnswerException it is not an object
   */
  static JsonNode object(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new UnexpectedAnswerException("it is not an object");
    }
    return MAPPER.readTree(json);
  }
}
