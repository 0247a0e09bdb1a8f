package dev.convexairbyte.acceptance.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.routing.HttpAction;
import dev.convexairbyte.stub.routing.HttpRouter;
import dev.convexairbyte.stub.routing.Response;
import dev.convexairbyte.stub.routing.Route;
import dev.convexairbyte.stub.routing.RouteSpec;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stub's router and that of Convex's npm package do the same with 2,000 random tables. */
@Timeout(60)
class RouterDifferentialTest {

  private static final int CASES = 2_000;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void routesLikeTheNpmPackage() throws IOException {
    NodeOracle.require();
    int refused = 0;
    int found = 0;
    try (NodeOracle oracle = NodeOracle.start("router.mjs")) {
      for (long seed = 0; seed < CASES; seed++) {
        ObjectNode question = new RandomRoutes(seed).next();

        JsonNode expected = oracle.ask(question);

        assertThat(new Asked(question).answer())
            .as("seed %d: %s", seed, question)
            .isEqualTo(expected);
        refused += count(expected.get("registered"), each -> !each.textValue().equals("ok"));
        found += count(expected.get("found"), each -> !each.isNull());
      }
    }

    // Tables that meet no request, or no refusal, would prove nothing.
    assertThat(refused).isGreaterThan(CASES);
    assertThat(found).isGreaterThan(CASES);
  }

  private static int count(JsonNode array, Predicate<JsonNode> which) {
    return (int) array.valueStream().filter(which).count();
  }

  /** A question, put to the stub's router. */
  private static final class Asked {

    private final JsonNode question;
    private final HttpRouter router = new HttpRouter();
    private final Map<HttpAction, String> names = new HashMap<>();

    Asked(JsonNode question) {
      this.question = question;
    }

    ObjectNode answer() {
      ObjectNode answer = MAPPER.createObjectNode();
      ArrayNode registered = answer.putArray("registered");
      question.get("routes").forEach(route -> registered.add(register(route)));
      ArrayNode found = answer.putArray("found");
      for (JsonNode lookup : question.get("lookups")) {
        router
            .lookup(lookup.get(0).textValue(), lookup.get(1).textValue())
            .ifPresentOrElse(route -> found.add(shown(route)), found::addNull);
      }
      ArrayNode listed = answer.putArray("listed");
      router.getRoutes().forEach(route -> listed.add(shown(route)));
      return answer;
    }

    private String register(JsonNode route) {
      RouteSpec spec = RouteSpec.of();
      spec = route.has("path") ? spec.path(route.get("path").textValue()) : spec;
      spec = route.has("pathPrefix") ? spec.pathPrefix(route.get("pathPrefix").textValue()) : spec;
      spec = route.has("method") ? spec.method(route.get("method").textValue()) : spec;
      spec = route.has("handler") ? spec.handler(action(route.get("handler").textValue())) : spec;
      try {
        router.route(spec);
        return "ok";
      } catch (IllegalArgumentException e) {
        return String.valueOf(e.getMessage());
      }
    }

    private HttpAction action(String name) {
      HttpAction action = (ctx, request) -> Response.text(name);
      names.put(action, name);
      return action;
    }

    private ArrayNode shown(Route route) {
      return MAPPER
          .createArrayNode()
          .add(route.path())
          .add(route.method())
          .add(names.get(route.handler()));
    }
  }
}
