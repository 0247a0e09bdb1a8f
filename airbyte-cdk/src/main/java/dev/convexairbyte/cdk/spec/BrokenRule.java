package dev.convexairbyte.cdk.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.List;

/** Says in words which setting breaks which rule of the spec, and never what its value is. */
final class BrokenRule {

  private BrokenRule() {}

  /**
   * @param spec that the config was held against; without references, so that a rule's path leads
   *     to it
   */
  static String inWords(Error error, JsonNode spec) {
    List<String> setting = setting(error.getInstanceLocation());
    if (isWithinChoice(error)) {
      // Each option of the choice complains; only their sum means something to a reader.
      return name(setting.subList(0, Math.min(1, setting.size()))) + " fits none of its options";
    }
    JsonNode rule = error.getSchemaNode();
    String keyword = error.getKeyword();
    if (keyword.equals("required")) {
      setting.add(error.getProperty());
      return name(setting) + " is missing";
    }
    if (keyword.equals("pattern")) {
      return name(setting) + " " + misfit(rule, holder(error.getEvaluationPath(), spec));
    }
    return name(setting) + " " + complaint(keyword, rule);
  }

  /** What Airbyte's form shows in place of the pattern reads better than the pattern. */
  private static String misfit(JsonNode pattern, JsonNode property) {
    JsonNode descriptor = property.path("pattern_descriptor");
    return descriptor.isTextual()
        ? "is not of the form " + descriptor.asText()
        : "does not match " + pattern.asText();
  }

  private static JsonNode holder(NodePath rule, JsonNode spec) {
    JsonNode node = spec;
    for (int index = 0; index < rule.getNameCount() - 1; index++) {
      node = node.path(rule.getName(index));
    }
    return node;
  }

  private static String complaint(String keyword, JsonNode rule) {
    return switch (keyword) {
      case "type" -> "is not of type " + listed(rule);
      case "enum" -> "is not one of (" + listed(rule) + ")";
      case "const" -> "is not " + listed(rule);
      case "format" -> "is not a " + rule.asText();
      case "minLength" ->
          rule.asInt() == 1 ? "is empty" : "has fewer than " + rule.asText() + " characters";
      case "maxLength" -> "has more than " + rule.asText() + " characters";
      case "minimum" -> "is less than " + rule.asText();
      case "maximum" -> "is more than " + rule.asText();
      case "exclusiveMinimum" -> "is not more than " + rule.asText();
      case "exclusiveMaximum" -> "is not less than " + rule.asText();
      case "minItems" -> "has fewer than " + rule.asText() + " entries";
      case "maxItems" -> "has more than " + rule.asText() + " entries";
      case "uniqueItems" -> "has an entry twice";
      default -> "breaks the rule " + keyword + " of the spec";
    };
  }

  private static boolean isWithinChoice(Error error) {
    NodePath path = error.getEvaluationPath();
    return path.contains("oneOf") || path.contains("anyOf");
  }

  private static String listed(JsonNode rule) {
    if (!rule.isArray()) {
      return rule.asText();
    }
    List<String> values = new ArrayList<>();
    rule.forEach(value -> values.add(value.asText()));
    return String.join(", ", values);
  }

  private static List<String> setting(NodePath location) {
    List<String> setting = new ArrayList<>();
    for (int index = 0; index < location.getNameCount(); index++) {
      setting.add(location.getName(index));
    }
    return setting;
  }

  private static String name(List<String> setting) {
    return setting.isEmpty() ? "the config" : String.join(".", setting);
  }
}
