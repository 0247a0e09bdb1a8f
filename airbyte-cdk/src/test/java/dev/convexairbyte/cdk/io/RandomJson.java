package dev.convexairbyte.cdk.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.json.Json;
import java.io.IOException;
import java.util.Random;

/** JSON that is hard to count bytes in: braces in strings, and characters of one to four bytes. */
final class RandomJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String[] PIECES = {
    "a",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\\",
    "\n",
    ":",
    ",",
    "\u00e9",
    "\u2028",
    "\u4e2d",
    "\uD83D\uDE00",
    "\u0000",
    "\"data\":{",
    "\\\"}",
    "state",
    "destinationStats"
  };

  private RandomJson() {}

  static ObjectNode object(Random random) {
    return object(random, 4);
  }

  static JsonNode value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(random.nextInt());
      case 3 -> NODES.textNode(text(random));
      case 4 -> NODES.textNode("");
      case 5 -> array(random, depth - 1);
      default -> object(random, depth - 1);
    };
  }

  /** On one line, compact or with white space. */
  static String print(JsonNode node, Random random) throws IOException {
    String compact = Json.mapper().writeValueAsString(node);
    if (random.nextBoolean()) {
      return compact;
    }
    return Json.mapper()
        .writerWithDefaultPrettyPrinter()
        .writeValueAsString(node)
        .replace("\r", "")
        .replace('\n', '\t');
  }

  private static ObjectNode object(Random random, int depth) {
    ObjectNode object = NODES.objectNode();
    int size = random.nextInt(5);
    for (int index = 0; index < size; index++) {
      object.set(text(random), value(random, depth));
    }
    return object;
  }

  private static ArrayNode array(Random random, int depth) {
    ArrayNode array = NODES.arrayNode();
    int size = random.nextInt(4);
    for (int index = 0; index < size; index++) {
      array.add(value(random, depth));
    }
    return array;
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int size = random.nextInt(random.nextInt(20) == 0 ? 5000 : 6);
    for (int index = 0; index < size; index++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
