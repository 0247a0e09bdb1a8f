package dev.convexairbyte.cdk.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.convexairbyte.cdk.ConnectorException;
import java.util.List;

/** Holds a config against the JSON Schema (draft-07) of the spec. */
public final class ConfigValidator {

  private final JsonNode connectionSpecification;

  public ConfigValidator(JsonNode connectionSpecification) {
    this.connectionSpecification = connectionSpecification;
  }

  /**
   * Passes a config that satisfies the spec.
   *
   * @throws ConnectorException a config error that names every setting at fault and the rule it
   *     breaks, and no value
   */
  public void validate(JsonNode config) {
    List<String> broken =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(connectionSpecification)
            .validate(config)
            .stream()
            .map(BrokenRule::inWords)
            .distinct()
            .toList();
    if (!broken.isEmpty()) {
      throw ConnectorException.config(
          "Tried to use the config but failed because "
              + enumerated(broken)
              + "; correct the config.");
    }
  }

  private static String enumerated(List<String> clauses) {
    int last = clauses.size() - 1;
    if (last == 0) {
      return clauses.get(0);
    }
    return String.join(", ", clauses.subList(0, last)) + " and " + clauses.get(last);
  }
}
