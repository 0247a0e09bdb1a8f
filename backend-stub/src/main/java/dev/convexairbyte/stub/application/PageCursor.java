package dev.convexairbyte.stub.application;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.app.Query.Order;
import dev.convexairbyte.values.ConvexValue.Float64Value;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ConvexValue.StringValue;
import dev.convexairbyte.values.InvalidJsonException;
import dev.convexairbyte.values.StrictJson;
import dev.convexairbyte.values.ValueOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of a table ended.
 *
 * @param last creation time and id of the document that the page ended with; empty at the beginning
 * @param ended whether there was nothing more
 */
record PageCursor(String table, Order order, Optional<ObjectValue> last, boolean ended) {

  private static final String CREATION_TIME = "_creationTime";
  private static final String ID = "_id";
  private static final Comparator<ObjectValue> UPWARDS =
      ValueOrder.at(CREATION_TIME).thenComparing(ValueOrder.at(ID));

  /**
   * Reads what toString wrote; nothing is the beginning. Throws IllegalArgumentException for what
   * is no cursor of such a query.
   */
  static PageCursor parse(@Nullable String text, String table, Order order) {
    if (text == null) {
      return new PageCursor(table, order, Optional.empty(), false);
    }
    try {
      JsonNode json = StrictJson.parse(Base64.getUrlDecoder().decode(text));
      if (json.path("table").asText().equals(table)
          && json.path("order").asText().equals(order.name())) {
        return new PageCursor(table, order, last(json), json.path("ended").asBoolean());
      }
    } catch (InvalidJsonException | IllegalArgumentException e) {
      throw unknown(e);
    }
    throw unknown(null);
  }

  private static Optional<ObjectValue> last(JsonNode json) {
    return Optional.ofNullable(json.get("id"))
        .map(
            id ->
                ObjectValue.of(
                    Map.of(
                        ID,
                        new StringValue(id.asText()),
                        CREATION_TIME,
                        new Float64Value(json.path("created").asDouble()))));
  }

  private static IllegalArgumentException unknown(@Nullable Exception cause) {
    return new IllegalArgumentException(
        "Tried to read a page but failed because the cursor is none of this query; start without one.",
        cause);
  }

  /** Whether the document comes after what has been read. */
  boolean isBefore(ObjectValue document) {
    int direction = order == Order.ASC ? 1 : -1;
    return !ended && last.map(read -> UPWARDS.compare(read, document) * direction < 0).orElse(true);
  }

  /** The same query, read up to and with the document. */
  PageCursor at(ObjectValue document) {
    return new PageCursor(table, order, Optional.of(document), false);
  }

  /** The same query, read to its end. */
  PageCursor atEnd() {
    return new PageCursor(table, order, last, true);
  }

  @Override
  public String toString() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("table", table).put("order", order.name()).put("ended", ended);
    last.ifPresent(
        document -> {
          Map<String, ?> fields = document.fields();
          json.put("id", ((StringValue) Objects.requireNonNull(fields.get(ID))).value());
          json.put(
              "created",
              ((Float64Value) Objects.requireNonNull(fields.get(CREATION_TIME))).value());
        });
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
  }
}
