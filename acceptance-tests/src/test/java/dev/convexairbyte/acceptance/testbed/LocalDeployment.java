package dev.convexairbyte.acceptance.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.StubBackend;
import dev.convexairbyte.stub.StubSettings;
import dev.convexairbyte.stub.faults.FaultRule;
import dev.convexairbyte.stub.requests.RecordedRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A deployment within this process. */
public record LocalDeployment(StubBackend backend) implements TestDeployment {

  /**
   * Starts it.
   *
   * @param settings but for the keys, which are those of every test deployment
   */
  public static LocalDeployment start(StubSettings.Builder settings) {
    return new LocalDeployment(
        StubBackend.start(settings.adminKey(ADMIN_KEY).readOnlyKey(READ_ONLY_KEY).build()));
  }

  @Override
  public URI url() {
    return backend.url();
  }

  @Override
  public URI siteUrl() {
    return backend.siteUrl();
  }

  @Override
  public List<String> insert(String component, String table, List<ObjectNode> documents) {
    List<String> ids = new ArrayList<>();
    backend.transact(
        writes ->
            documents.forEach(document -> ids.add(writes.insert(component, table, document))));
    return ids;
  }

  @Override
  public List<ObjectNode> documents(String table) {
    return backend.documents(table);
  }

  @Override
  public Set<String> tables() {
    return backend.tables();
  }

  @Override
  public List<RecordedRequest> requests() {
    return backend.requests();
  }

  @Override
  public void fail(FaultRule rule) {
    backend.faults().add(rule);
  }

  @Override
  public int faultsLeft() {
    return backend.faults().rules().size();
  }

  @Override
  public void declare(JsonNode schema) {
    backend.setSchema(schema);
  }

  @Override
  public void close() {
    backend.close();
  }
}
