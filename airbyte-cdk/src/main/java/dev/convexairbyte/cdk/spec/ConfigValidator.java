package dev.convexairbyte.cdk.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import dev.convexairbyte.cdk.failure.ConnectorException;
import java.util.Comparator;
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
        SchemaRegistry.withDialect(withAirbytesKeywords())
            .getSchema(connectionSpecification)
            .validate(config)
            .stream()
            .sorted(Comparator.comparing(error -> !error.getKeyword().equals("required")))
            .map(error -> BrokenRule.inWords(error, connectionSpecification))
            .distinct()
            .toList();
    if (!broken.isEmpty()) {
      throw ConnectorException.config(
          "Tried to use the config but failed because "
              + enumerated(broken)
              + "; correct the config.");
    }
  }

  /** Draft-07 in which {@code airbyte_secret}, {@code order} and their like are no news. */
  private static Dialect withAirbytesKeywords() {
    return Dialect.builder(Dialects.getDraft7())
        .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
        .build();
  }

  private static String enumerated(List<String> clauses) {
    int last = clauses.size() - 1;
    if (last == 0) {
      return clauses.get(0);
    }
    return String.join(", ", clauses.subList(0, last)) + " and " + clauses.get(last);
  }
}
