package dev.convexairbyte.acceptance.oracle;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;

/** Route tables and lookups by seed, from so few words that they meet, and with every mistake. */
final class RandomRoutes {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> SEGMENTS =
      List.of(
          "", "a", "b", "A", "a-b", "é", "😀", "\uffee", "*", ":id", ".files", "..", "a b", "%20");
  private static final List<String> METHODS =
      List.of("GET", "GET", "GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");
  private static final List<String> ODD_METHODS =
      List.of("HEAD", "get", "TRACE", "*", "", "GET,POST");

  private final Random random;

  RandomRoutes(long seed) {
    random = new Random(seed);
  }

  /** A line for router.mjs. */
  ObjectNode next() {
    ObjectNode question = MAPPER.createObjectNode();
    ArrayNode routes = question.putArray("routes");
    int count = random.nextInt(16);
    for (int i = 0; i < count; i++) {
      routes.add(route("handler" + i));
    }
    ArrayNode lookups = question.putArray("lookups");
    for (int i = 0; i < 12; i++) {
      lookups.addArray().add(path()).add(chance(5) ? "HEAD" : method());
    }
    return question;
  }

  private ObjectNode route(String handler) {
    ObjectNode route = MAPPER.createObjectNode();
    boolean neither = chance(30);
    boolean prefix = random.nextBoolean();
    if (!neither && (!prefix || chance(20))) {
      route.put("path", path());
    }
    if (!neither && prefix) {
      route.put("pathPrefix", path() + (chance(6) ? "" : "/"));
    }
    if (!chance(30)) {
      route.put("method", method());
    }
    if (!chance(30)) {
      route.put("handler", handler);
    }
    return route;
  }

  private String path() {
    StringBuilder path = new StringBuilder();
    int segments = random.nextInt(4);
    for (int i = 0; i < segments; i++) {
      path.append('/').append(oneOf(SEGMENTS));
    }
    return chance(20) ? oneOf(SEGMENTS) + path : path.isEmpty() ? "/" : path.toString();
  }

  private String method() {
    return oneOf(chance(12) ? ODD_METHODS : METHODS);
  }

  private String oneOf(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }
}
