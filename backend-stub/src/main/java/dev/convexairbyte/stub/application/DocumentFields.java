package dev.convexairbyte.stub.application;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ArrayValue;
import dev.convexairbyte.values.ConvexValue.Float64Value;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.ConvexValue.StringValue;
import dev.convexairbyte.values.Identifiers;
import dev.convexairbyte.values.StrictTokens;
import dev.convexairbyte.values.ValueDecoder;
import dev.convexairbyte.values.ValueRules;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads documents that Java gives as encoded JSON. Throws IllegalArgumentException, or the
 * decoder's InvalidValueException, for what is none.
 */
final class DocumentFields {

  private static final String ID = "_id";
  private static final String CREATION_TIME = "_creationTime";

  private DocumentFields() {}

  /** All fields but the two of the system, which a document that was read has. */
  static ObjectValue own(ObjectNode document) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    fields.setAll(document);
    fields.remove(List.of(ID, CREATION_TIME));
    requireNoneOfTheSystem(fields);
    if (ValueDecoder.decode(fields) instanceof ObjectValue object) {
      requireWholeCharacters(object);
      return object;
    }
    throw new IllegalArgumentException(
        "Tried to write a document but failed because it is an encoded scalar; wrap it in a field.");
  }

  /** The same of a document that is one already. Throws InvalidValueException past a limit. */
  static ObjectValue own(ObjectValue document) {
    TreeMap<String, ConvexValue> fields = new TreeMap<>(document.fields());
    fields.keySet().removeAll(List.of(ID, CREATION_TIME));
    ObjectValue own = ObjectValue.of(fields);
    requireNoneOfTheSystem(fields.keySet());
    ValueRules.require(own);
    requireWholeCharacters(own);
    return own;
  }

  static void requireNoneOfTheSystem(ObjectNode document) {
    requireNoneOfTheSystem(document.propertyStream().map(Map.Entry::getKey).toList());
  }

  static void requireNoneOfTheSystem(Collection<String> names) {
    if (names.stream().anyMatch(Identifiers::isSystem)) {
      throw new IllegalArgumentException(
          "Tried to write a document but failed because a field's name starts with _; rename it.");
    }
  }

  static Optional<String> id(ObjectNode document) {
    return Optional.ofNullable(document.get(ID)).map(JsonNode::asText);
  }

  static Optional<Float64Value> creationTime(ObjectNode document) {
    Optional<ConvexValue> given =
        Optional.ofNullable(document.get(CREATION_TIME)).map(ValueDecoder::decode);
    if (given.isPresent() && !(given.get() instanceof Float64Value)) {
      throw new IllegalArgumentException(
          "Tried to write a document but failed because its _creationTime is no number; use milliseconds.");
    }
    return given.map(Float64Value.class::cast);
  }

  /** No request can hold half a character, so nothing behind here expects one. */
  private static void requireWholeCharacters(ConvexValue value) {
    if (value instanceof StringValue text) {
      requireWholeCharacters(text.value());
    } else if (value instanceof ArrayValue array) {
      array.items().forEach(DocumentFields::requireWholeCharacters);
    } else if (value instanceof ObjectValue object) {
      object.fields().values().forEach(DocumentFields::requireWholeCharacters);
    }
  }

  private static void requireWholeCharacters(String text) {
    if (StrictTokens.hasHalfPair(text)) {
      throw new IllegalArgumentException(
          "Tried to write a document but failed because a string holds half a surrogate pair; use whole"
              + " characters.");
    }
  }
}
