package dev.convexairbyte.values;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * The names that an object of a tree came with more than once. The tree holds the last value of
 * each; serde takes that for a map, and refuses it for a struct.
 */
public final class RepeatedNames {

  private final IdentityHashMap<JsonNode, Set<String>> names = new IdentityHashMap<>();

  RepeatedNames() {}

  void add(JsonNode object, String name) {
    names.computeIfAbsent(object, node -> new HashSet<>()).add(name);
  }

  /** Whether the very object came with the name more than once. */
  public boolean has(JsonNode object, String name) {
    return names.getOrDefault(object, Set.of()).contains(name);
  }
}
