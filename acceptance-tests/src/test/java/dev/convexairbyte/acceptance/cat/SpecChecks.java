package dev.convexairbyte.acceptance.cat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules of CAT's section spec; every method answers with complaints. They hold for the spec of
 * a destination too.
 */
public final class SpecChecks {

  private static final Set<String> SECRET_NAMES =
      Set.of(
          "client_token access_token api_token token secret client_secret password key service_account_info service_account tenant_id certificate jwt credentials app_id appid refresh_token"
              .split(" "));
  private static final Set<String> SECRET_TYPES = Set.of("string", "integer", "number");
  private static final List<String> FORBIDDEN =
      List.of(
          "not",
          "anyOf",
          "patternProperties",
          "prefixItems",
          "allOf",
          "if",
          "then",
          "else",
          "dependentSchemas",
          "dependentRequired");
  private static final Map<String, String> PATTERN_OF_FORMAT =
      Map.of(
          "date", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
          "date-time", "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$");

  private final JsonNode spec;
  private final JsonNode schema;

  /**
   * @param spec the body of the SPEC message
   */
  public SpecChecks(JsonNode spec) {
    this.spec = spec;
    this.schema = spec.path("connectionSpecification");
  }

  /** All that the spec alone tells. */
  public List<String> complaints() {
    return Stream.of(
            noEnumHasAValueTwice(),
            everyChoiceHasOneDiscriminator(),
            secretsAreMarked(),
            noTypeIsAListButWithNull(),
            noObjectIsEmpty(),
            arraysHaveOneSimpleItemType(),
            noForbiddenComplexTypes(),
            patternAndFormatOfDatesAgree(),
            noOrderIsThereTwice(),
            groupsAreOnTopOnly(),
            displayTypeIsBesideAChoice(),
            noReferences(),
            oauthParametersAreSettings(),
            additionalPropertiesAreAllowed())
        .flatMap(List::stream)
        .toList();
  }

  static List<String> exactlyOneSpec(List<JsonNode> messages) {
    int specs = Messages.ofType(messages, "SPEC").size();
    return specs == 1 ? List.of() : List.of("there are %d SPEC messages".formatted(specs));
  }

  /** Keys with an underscore in front are notes in a config and no settings. */
  public List<String> configMatchesSpec(JsonNode config) {
    ObjectNode settings = config.deepCopy();
    settings.retain(
        settings.properties().stream()
            .map(Map.Entry::getKey)
            .filter(key -> !key.startsWith("_"))
            .toList());
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
        .getSchema(schema)
        .validate(settings)
        .stream()
        .map(error -> "the config breaks " + error.getKeyword())
        .toList();
  }

  List<String> matchesExpected(JsonNode expected) {
    return spec.equals(expected) ? List.of() : List.of("the spec is not the expected one");
  }

  List<String> noEnumHasAValueTwice() {
    return each(
        sub -> {
          Set<JsonNode> values = new HashSet<>();
          sub.schema().path("enum").forEach(values::add);
          return values.size() == sub.schema().path("enum").size()
              ? null
              : "enum has a value twice";
        });
  }

  List<String> everyChoiceHasOneDiscriminator() {
    return each(
        sub -> {
          JsonNode options =
              sub.schema().has("oneOf") ? sub.schema().get("oneOf") : sub.schema().path("anyOf");
          if (options.isMissingNode()) {
            return null;
          }
          return sub.schema().path("type").asText().equals("object")
              ? complaintAboutOptions(options)
              : "the parent of a choice is no object";
        });
  }

  private static @Nullable String complaintAboutOptions(JsonNode options) {
    Map<String, Integer> constants = new LinkedHashMap<>();
    for (JsonNode option : options) {
      if (!option.path("properties").isObject()) {
        return "an option has no properties";
      }
      for (Map.Entry<String, JsonNode> property : option.path("properties").properties()) {
        JsonNode constant = property.getValue().path("const");
        if (constant.isMissingNode()) {
          continue;
        }
        constants.merge(property.getKey(), 1, Integer::sum);
        JsonNode value = property.getValue().path("default");
        JsonNode values = property.getValue().path("enum");
        if ((!value.isMissingNode() && !value.equals(constant))
            || (!values.isMissingNode()
                && (values.size() != 1 || !values.get(0).equals(constant)))) {
          return "default or enum of " + property.getKey() + " is not its const";
        }
      }
    }
    long shared = constants.values().stream().filter(count -> count == options.size()).count();
    return shared == 1 ? null : "the options share %d constants".formatted(shared);
  }

  List<String> secretsAreMarked() {
    return each(
        sub -> {
          boolean named = SECRET_NAMES.contains(sub.name().toLowerCase(Locale.ROOT));
          boolean typed = SECRET_TYPES.contains(sub.schema().path("type").asText());
          JsonNode mark = sub.schema().path("airbyte_secret");
          if (!mark.isMissingNode() && !mark.isBoolean()) {
            return "airbyte_secret is not true or false";
          }
          if (!sub.isProperty() || !named || sub.schema().has("const")) {
            return null;
          }
          return typed == mark.booleanValue() ? null : "is marked wrongly as a secret or not";
        });
  }

  List<String> noTypeIsAListButWithNull() {
    return each(
        sub -> {
          JsonNode type = sub.schema().path("type");
          boolean nullable = type.size() == 2 && type.get(1).asText().equals("null");
          return !type.isArray() || nullable ? null : "type is a list";
        });
  }

  List<String> noObjectIsEmpty() {
    return each(
        sub ->
            sub.isProperty()
                    && sub.schema().path("type").asText().equals("object")
                    && sub.schema().path("properties").isEmpty()
                    && !sub.schema().has("oneOf")
                ? "is an object without properties"
                : null);
  }

  List<String> arraysHaveOneSimpleItemType() {
    return each(
        sub -> {
          if (!sub.schema().path("type").asText().equals("array")) {
            return null;
          }
          JsonNode items = sub.schema().path("items");
          boolean typed =
              Set.of("object", "string", "number", "integer").contains(items.path("type").asText());
          return items.isObject() && (typed || items.has("enum")) ? null : "has odd items";
        });
  }

  List<String> noForbiddenComplexTypes() {
    return each(
        sub ->
            FORBIDDEN.stream()
                .filter(sub.schema()::has)
                .findFirst()
                .map(k -> "has " + k)
                .orElse(null));
  }

  List<String> patternAndFormatOfDatesAgree() {
    return each(
        sub -> {
          String pattern = sub.schema().path("pattern").asText();
          String format = sub.schema().path("format").asText();
          return PATTERN_OF_FORMAT.entrySet().stream()
              .filter(e -> e.getValue().equals(pattern) != e.getKey().equals(format))
              .findFirst()
              .map(e -> "format and pattern of a " + e.getKey() + " do not agree")
              .orElse(null);
        });
  }

  List<String> noOrderIsThereTwice() {
    return each(
        sub -> {
          Set<String> orders = new HashSet<>();
          for (JsonNode property : sub.schema().path("properties")) {
            String order = property.path("group").asText() + "/" + property.path("order");
            if (property.has("order") && !orders.add(order)) {
              return "has an order twice";
            }
          }
          return null;
        });
  }

  List<String> groupsAreOnTopOnly() {
    return each(
        sub ->
            sub.schema().has("group") && (sub.path().size() != 1 || sub.choice())
                ? "has a group below the top"
                : null);
  }

  List<String> displayTypeIsBesideAChoice() {
    return each(
        sub -> {
          JsonNode type = sub.schema().path("display_type");
          boolean known = Set.of("dropdown", "radio").contains(type.asText());
          return type.isMissingNode() || (known && sub.schema().has("oneOf"))
              ? null
              : "has a display_type that means nothing";
        });
  }

  List<String> noReferences() {
    return schema.findValue("$ref") == null ? List.of() : List.of("the spec has a $ref");
  }

  /** Each path of advanced_auth must lead to a property. */
  List<String> oauthParametersAreSettings() {
    List<String> complaints = new ArrayList<>();
    for (JsonNode path : spec.findValues("path_in_connector_config")) {
      JsonNode here = schema;
      for (JsonNode step : path) {
        here = here.path("properties").path(step.asText());
      }
      if (here.isMissingNode()) {
        complaints.add("no setting is at " + path);
      }
    }
    return complaints;
  }

  List<String> additionalPropertiesAreAllowed() {
    return each(
        sub -> {
          JsonNode additional = sub.schema().path("additionalProperties");
          return additional.isMissingNode() || (additional.isBoolean() && additional.booleanValue())
              ? null
              : "forbids additional properties";
        });
  }

  /** What an earlier version accepted must still be accepted. */
  public List<String> acceptsWhatEarlierSpecsAccepted(JsonNode previousSpec) {
    JsonNode previous = previousSpec.path("connectionSpecification");
    List<String> complaints = new ArrayList<>();
    Set<String> required = new HashSet<>();
    previous.path("required").forEach(name -> required.add(name.asText()));
    for (JsonNode name : schema.path("required")) {
      if (!required.contains(name.asText())) {
        complaints.add(name.asText() + " is newly required");
      }
    }
    for (Map.Entry<String, JsonNode> old : previous.path("properties").properties()) {
      JsonNode now = schema.path("properties").path(old.getKey());
      if (!now.isMissingNode() && !now.path("type").equals(old.getValue().path("type"))) {
        complaints.add(old.getKey() + " has another type");
      }
      Set<JsonNode> allowed = new HashSet<>();
      now.path("enum").forEach(allowed::add);
      boolean narrowed = false;
      for (JsonNode value : old.getValue().path("enum")) {
        narrowed |= now.has("enum") && !allowed.contains(value);
      }
      if (narrowed || (now.has("enum") && !old.getValue().has("enum"))) {
        complaints.add(old.getKey() + " allows less");
      }
    }
    return complaints;
  }

  private List<String> each(Function<SubSchema, @Nullable String> rule) {
    List<String> complaints = new ArrayList<>();
    for (SubSchema sub : SubSchema.within(schema)) {
      String complaint = rule.apply(sub);
      if (complaint != null) {
        complaints.add(sub.place() + " " + complaint);
      }
    }
    return complaints;
  }
}
