package dev.convexairbyte.acceptance.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.stub.faults.FaultRule;
import dev.convexairbyte.stub.requests.RecordedRequest;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** A deployment of a test bed: how connectors reach it, and what only the test may do. */
public interface TestDeployment extends AutoCloseable {

  /** What no output of a connector may hold: the secret of {@link #ADMIN_KEY}. */
  String SECRET = "5ecre7/0123456789abcdef+\"quoted\"=";

  String ADMIN_KEY = "prod:happy-otter-123|" + SECRET;

  /** {@link #ADMIN_KEY} as it stands between the quotes of a JSON string. */
  String ADMIN_KEY_IN_JSON = ADMIN_KEY.replace("\"", "\\\"");

  String READ_ONLY_KEY = "prod:happy-animal-123|ad0f0123456789abcdef";

  /** As connectors reach it, without a slash at the end. */
  URI url();

  URI siteUrl();

  /** What a connector needs to read it, or to write to it. */
  default ObjectNode config() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("deployment_url", url().toString())
        .put("access_key", ADMIN_KEY);
  }

  /** Inserts documents into a table of the root component, in one transaction. */
  default List<String> insert(String table, ObjectNode... documents) {
    return insert("", table, List.of(documents));
  }

  /** The ids, in the order of the documents, which are encoded JSON. */
  List<String> insert(String component, String table, List<ObjectNode> documents);

  /** The documents of a table of the root component, as clean JSON. */
  List<ObjectNode> documents(String table);

  /** The names of the root component's tables. */
  Set<String> tables();

  List<RecordedRequest> requests();

  /** Adds to the faults that are to come. */
  void fail(FaultRule rule);

  /** How many rules can still strike. */
  int faultsLeft();

  /** Declares the schema of the root component. */
  void declare(JsonNode schema);

  @Override
  void close();
}
