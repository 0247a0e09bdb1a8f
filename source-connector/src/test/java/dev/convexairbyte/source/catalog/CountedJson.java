package dev.convexairbyte.source.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** JSON whose objects count how often they are looked into. */
final class CountedJson {

  private long looks;

  JsonNode parse(String json) throws IOException {
    JsonNodeFactory factory =
        new JsonNodeFactory() {
          @Override
          public ObjectNode objectNode() {
            return new CountedObject(this);
          }
        };
    return new ObjectMapper().setNodeFactory(factory).readTree(json);
  }

  long looks() {
    return looks;
  }

  // Of Jackson's own making: ObjectNode narrows what JsonNode.deepCopy answers.
  @SuppressWarnings("unchecked")
  private final class CountedObject extends ObjectNode {

    CountedObject(JsonNodeFactory factory) {
      super(factory);
    }

    @Override
    public JsonNode path(String name) {
      looks++;
      return super.path(name);
    }

    @Override
    public JsonNode get(String name) {
      looks++;
      return super.get(name);
    }

    @Override
    public Set<Map.Entry<String, JsonNode>> properties() {
      looks++;
      return super.properties();
    }
  }
}
