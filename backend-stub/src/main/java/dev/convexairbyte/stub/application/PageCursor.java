package dev.convexairbyte.stub.application;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.stub.app.Query.Order;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.InvalidJsonException;
import dev.convexairbyte.values.InvalidValueException;
import dev.convexairbyte.values.StrictJson;
import dev.convexairbyte.values.ValueDecoder;
import dev.convexairbyte.values.ValueEncoder;
import dev.convexairbyte.values.ValueFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of a query ended.
 *
 * @param last what the document that the page ended with is sorted by; empty at the beginning
 * @param ended whether there was nothing more
 */
record PageCursor(
    String table,
    TableIndex index,
    Order order,
    Optional<List<Optional<ConvexValue>>> last,
    boolean ended) {

  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Reads what toString wrote; nothing is the beginning. Throws IllegalArgumentException for what
   * is no cursor of such a query.
   */
  static PageCursor parse(@Nullable String text, String table, TableIndex index, Order order) {
    PageCursor start = new PageCursor(table, index, order, Optional.empty(), false);
    if (text == null) {
      return start;
    }
    try {
      JsonNode json = StrictJson.parse(Base64.getUrlDecoder().decode(text));
      if (json.path("table").asText().equals(table)
          && json.path("index").asText().equals(index.name())
          && json.path("order").asText().equals(order.name())) {
        return new PageCursor(
            table, index, order, start.key(json.get("key")), json.path("ended").asBoolean());
      }
    } catch (InvalidJsonException | InvalidValueException | IllegalArgumentException e) {
      throw unknown(e);
    }
    throw unknown(null);
  }

  private Optional<List<Optional<ConvexValue>>> key(@Nullable JsonNode json) {
    if (json == null) {
      return Optional.empty();
    }
    List<Optional<ConvexValue>> values = new ArrayList<>();
    json.forEach(value -> values.add(Optional.ofNullable(value.get(0)).map(ValueDecoder::decode)));
    if (values.size() != index.key().size()) {
      throw unknown(null);
    }
    return Optional.of(values);
  }

  private static IllegalArgumentException unknown(@Nullable Exception cause) {
    return new IllegalArgumentException(
        "Tried to read a page but failed because the cursor is none of this query; start without one.",
        cause);
  }

  /** Whether the document comes after what has been read. */
  boolean isBefore(ObjectValue document) {
    int direction = order == Order.ASC ? 1 : -1;
    return !ended
        && last.map(read -> index.compare(read, index.keyOf(document)) * direction < 0)
            .orElse(true);
  }

  /** The same query, read up to and with the document. */
  PageCursor at(ObjectValue document) {
    return new PageCursor(table, index, order, Optional.of(index.keyOf(document)), false);
  }

  /** The same query, read to its end. */
  PageCursor atEnd() {
    return new PageCursor(table, index, order, last, true);
  }

  @Override
  public String toString() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("table", table);
      json.writeStringField("index", index.name());
      json.writeStringField("order", order.name());
      json.writeBooleanField("ended", ended);
      if (last.isPresent()) {
        writeKey(json, last.get());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array takes all bytes", e);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  /** Each value within an array, which is empty for one that is missing. */
  private static void writeKey(JsonGenerator json, List<Optional<ConvexValue>> key)
      throws IOException {
    json.writeArrayFieldStart("key");
    for (Optional<ConvexValue> value : key) {
      json.writeStartArray();
      if (value.isPresent()) {
        new ValueEncoder(json, ValueFormat.ENCODED).write(value.get());
      }
      json.writeEndArray();
    }
    json.writeEndArray();
  }
}
