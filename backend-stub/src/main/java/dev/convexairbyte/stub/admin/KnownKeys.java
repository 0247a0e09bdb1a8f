package dev.convexairbyte.stub.admin;

import dev.convexairbyte.stub.http.JsonBody;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Finds what a caller of the stub's own routes has misspelled: nothing is ignored there. */
final class KnownKeys {

  private static final int MAX_SHOWN = 40;

  private KnownKeys() {}

  /** Throws BAD_STUB_REQUEST where an object has another key than these. */
  static void require(JsonBody json, List<String> known) {
    require("key", known, json.object().properties().stream().map(key -> key.getKey()).toList());
  }

  /** The same for the parameters of a query. */
  static void requireParameters(Set<String> known, Set<String> given) {
    require("query parameter", known.stream().sorted().toList(), given);
  }

  private static void require(String what, List<String> known, Collection<String> given) {
    for (String key : given) {
      if (!known.contains(key)) {
        throw AdminEndpoint.bad(
            "Tried to read a request but failed because the %s \"%s\" is unknown here; %s."
                .formatted(what, shown(key), remedy(known)));
      }
    }
  }

  private static String remedy(List<String> known) {
    return known.isEmpty() ? "leave it out" : "use only " + String.join(", ", known);
  }

  private static String shown(String key) {
    return key.codePointCount(0, key.length()) <= MAX_SHOWN
        ? key
        : key.substring(0, key.offsetByCodePoints(0, MAX_SHOWN));
  }
}
