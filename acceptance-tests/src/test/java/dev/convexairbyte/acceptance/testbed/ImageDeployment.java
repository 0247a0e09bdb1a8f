package dev.convexairbyte.acceptance.testbed;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.admin.FaultRuleJson;
import dev.convexairbyte.stub.faults.FaultRule;
import dev.convexairbyte.stub.requests.RecordedRequest;
import dev.convexairbyte.testcontainers.StubContainer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A deployment of the stub's image.
 *
 * @param stub may be asked for what other deployments of tests do not have
 * @param end what is done with the container when the test has done
 */
public record ImageDeployment(StubContainer stub, Runnable end) implements TestDeployment {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FAULTS = "/_stub/faults";

  @Override
  public URI url() {
    return stub.networkUrl();
  }

  @Override
  public URI siteUrl() {
    return stub.networkSiteUrl();
  }

  @Override
  public List<String> insert(String component, String table, List<ObjectNode> documents) {
    ObjectNode body = JSON.createObjectNode();
    body.withArray("operations")
        .addObject()
        .put("op", "insert")
        .put("component", component)
        .put("table", table)
        .set("documents", JSON.valueToTree(documents));
    List<String> ids = new ArrayList<>();
    stub.call("POST", "/_stub/transactions", body.toString())
        .path("ids")
        .forEach(id -> ids.add(id.asText()));
    return ids;
  }

  @Override
  public List<ObjectNode> documents(String table) {
    return stub.documents(table);
  }

  @Override
  public Set<String> tables() {
    return stub.tables();
  }

  @Override
  public List<RecordedRequest> requests() {
    return stub.requests().stream()
        .map(request -> JSON.convertValue(request, RecordedRequest.class))
        .toList();
  }

  @Override
  public void fail(FaultRule rule) {
    List<String> rules = new ArrayList<>();
    stub.call("GET", FAULTS, null).path("rules").forEach(left -> rules.add(left.toString()));
    rules.add(text(rule));
    stub.faults(rules.toArray(String[]::new));
  }

  private static String text(FaultRule rule) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      FaultRuleJson.write(json, rule);
    } catch (IOException e) {
      throw new UncheckedIOException("a text takes all that is written", e);
    }
    return text.toString();
  }

  @Override
  public int faultsLeft() {
    return stub.call("GET", FAULTS, null).path("rules").size();
  }

  @Override
  public void declare(JsonNode schema) {
    stub.call("PUT", "/_stub/schema", schema.toString());
  }

  @Override
  public void close() {
    end.run();
  }
}
