package dev.convexairbyte.stub.http;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.values.InvalidJsonException;
import dev.convexairbyte.values.RepeatedNames;
import dev.convexairbyte.values.StrictTokens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a JSON request body that is read as one type. Everything wrong with a body is
 * BAD_JSON_BODY: content type, length, syntax, types, and a field that comes twice. Unknown keys
 * are ignored, and of two equal keys of a map the later counts, as with serde.
 *
 * @param name what the part is called in messages
 * @param repeated what comes twice, in this part and those within it
 */
@EveryRequest("JSON bodies: content type, size, syntax, types, keys that come twice")
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    inferred = {"which keys of a body belong to a struct and which to a map"})
public record JsonBody(JsonNode json, String name, RepeatedNames repeated) {

  /** The limit of endpoints that set none, in bytes. */
  public static final int DEFAULT_LIMIT = 2 << 20;

  /** The whole body of a request, of at most {@code limit} bytes. */
  public static JsonBody of(Request request, int limit) {
    return read(request, limit, bytes -> StrictTokens.read(bytes, JsonBody::of));
  }

  private static JsonBody of(StrictTokens tokens, JsonToken first) throws IOException {
    return new JsonBody(tokens.tree(first), "the body", tokens.repeated());
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
    return given(field).orElseThrow(() -> bad(field + " is missing"));
  }

  /** A field that may be missing or null. */
  public Optional<JsonBody> optional(String field) {
    return given(field).filter(value -> !value.json.isNull());
  }

  /** A field that may be missing; one that is null is there. */
  public Optional<JsonBody> given(String field) {
    JsonNode value = object().get(field);
    if (repeated.has(json, field)) {
      throw bad(field + " comes twice");
    }
    return Optional.ofNullable(value).map(there -> within(there, field));
  }

  private JsonBody within(JsonNode value, String called) {
    return new JsonBody(value, called, repeated);
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
    json.forEach(value -> items.add(item.apply(within(value, "an item of " + name))));
    return items;
  }

  public <T> Map<String, T> map(Function<JsonBody, T> value) {
    Map<String, T> map = new LinkedHashMap<>();
    object()
        .properties()
        .forEach(
            entry ->
                map.put(
                    entry.getKey(), value.apply(within(entry.getValue(), "a value of " + name))));
    return map;
  }

  private static BackendException bad(String reason) {
    return new BackendException(BackendError.BAD_JSON_BODY, reason);
  }
}
