package dev.convexairbyte.stub.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.values.InvalidJsonException;
import dev.convexairbyte.values.StrictJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a JSON request body that is read as one type. Everything wrong with a body is
 * BAD_JSON_BODY: content type, length, syntax and types. Unknown keys are ignored.
 *
 * @param name what the part is called in messages
 */
public record JsonBody(JsonNode json, String name) {

  /** The limit of endpoints that set none, in bytes. */
  public static final int DEFAULT_LIMIT = 2 << 20;

  /** The whole body of a request, of at most {@code limit} bytes. */
  public static JsonBody of(Request request, int limit) {
    return new JsonBody(read(request, limit, StrictJson::parse), "the body");
  }

  /** What the reader makes of a request's body; it throws InvalidJsonException for no JSON. */
  public static <T> T read(Request request, int limit, Function<byte[], T> reader) {
    if (!request.header("Content-Type").map(JsonBody::isJson).orElse(false)) {
      throw bad("the Content-Type is not application/json");
    }
    if (request.bodySize() > limit) {
      throw bad("it is longer than " + limit + " bytes");
    }
    try {
      return reader.apply(request.body());
    } catch (InvalidJsonException e) {
      throw bad("it is not valid JSON");
    }
  }

  private static boolean isJson(String contentType) {
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    String plain = type.strip().toLowerCase(Locale.ROOT);
    return plain.equals("application/json")
        || (plain.startsWith("application/") && plain.endsWith("+json"));
  }

  /** A field that must be there. */
  public JsonBody field(String field) {
    JsonNode value = object().get(field);
    if (value == null) {
      throw bad(field + " is missing");
    }
    return new JsonBody(value, field);
  }

  /** A field that may be missing or null. */
  public Optional<JsonBody> optional(String field) {
    JsonNode value = object().get(field);
    return value == null || value.isNull()
        ? Optional.empty()
        : Optional.of(new JsonBody(value, field));
  }

  public String text() {
    if (!json.isTextual()) {
      throw bad(name + " is not a string");
    }
    return json.textValue();
  }

  /** A signed 64-bit integer, written without point or exponent. */
  public long integer() {
    if (!json.isIntegralNumber() || !json.canConvertToLong()) {
      throw bad(name + " is not a 64-bit integer");
    }
    return json.longValue();
  }

  /** A number of any kind, as a double. */
  public double number() {
    if (!json.isNumber()) {
      throw bad(name + " is not a number");
    }
    return json.doubleValue();
  }

  public boolean flag() {
    if (!json.isBoolean()) {
      throw bad(name + " is not true or false");
    }
    return json.booleanValue();
  }

  /** An object as it is. */
  public ObjectNode object() {
    if (json instanceof ObjectNode object) {
      return object;
    }
    throw bad(name + " is not an object");
  }

  public <T> List<T> list(Function<JsonBody, T> item) {
    if (!json.isArray()) {
      throw bad(name + " is not an array");
    }
    List<T> items = new ArrayList<>(json.size());
    json.forEach(value -> items.add(item.apply(new JsonBody(value, "an item of " + name))));
    return items;
  }

  public <T> Map<String, T> map(Function<JsonBody, T> value) {
    Map<String, T> map = new LinkedHashMap<>();
    object()
        .properties()
        .forEach(
            entry ->
                map.put(
                    entry.getKey(),
                    value.apply(new JsonBody(entry.getValue(), "a value of " + name))));
    return map;
  }

  private static BackendException bad(String reason) {
    return new BackendException(BackendError.BAD_JSON_BODY, reason);
  }
}
