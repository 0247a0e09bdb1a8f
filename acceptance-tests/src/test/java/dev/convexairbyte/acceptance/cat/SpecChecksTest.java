package dev.convexairbyte.acceptance.cat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule finds a spec that breaks it. */
class SpecChecksTest {

  private static final Map<String, Function<SpecChecks, List<String>>> RULES =
      Map.ofEntries(
          Map.entry("enum", SpecChecks::noEnumHasAValueTwice),
          Map.entry("oneOf", SpecChecks::everyChoiceHasOneDiscriminator),
          Map.entry("secret", SpecChecks::secretsAreMarked),
          Map.entry("type list", SpecChecks::noTypeIsAListButWithNull),
          Map.entry("empty object", SpecChecks::noObjectIsEmpty),
          Map.entry("array", SpecChecks::arraysHaveOneSimpleItemType),
          Map.entry("forbidden", SpecChecks::noForbiddenComplexTypes),
          Map.entry("date", SpecChecks::patternAndFormatOfDatesAgree),
          Map.entry("order", SpecChecks::noOrderIsThereTwice),
          Map.entry("group", SpecChecks::groupsAreOnTopOnly),
          Map.entry("display", SpecChecks::displayTypeIsBesideAChoice),
          Map.entry("ref", SpecChecks::noReferences),
          Map.entry("oauth", SpecChecks::oauthParametersAreSettings),
          Map.entry("additional", SpecChecks::additionalPropertiesAreAllowed));

  static List<Arguments> brokenProperties() {
    return List.of(
        Arguments.of("enum", "{'a':{'type':'string','enum':['x','y','x']}}"),
        Arguments.of("oneOf", "{'a':{'type':'string','oneOf':[]}}"),
        Arguments.of("oneOf", "{'a':{'type':'object','oneOf':[{'type':'object'}]}}"),
        Arguments.of(
            "oneOf",
            "{'a':{'type':'object','oneOf':[{'properties':{'k':{'const':'x'}}},{'properties':{'l':{'const':'y'}}}]}}"),
        Arguments.of(
            "oneOf",
            "{'a':{'type':'object','oneOf':[{'properties':{'k':{'const':'x','default':'z'}}}]}}"),
        Arguments.of("secret", "{'Password':{'type':'string'}}"),
        Arguments.of("secret", "{'a':{'type':'object','properties':{'token':{'type':'integer'}}}}"),
        Arguments.of("secret", "{'token':{'type':'boolean','airbyte_secret':true}}"),
        Arguments.of("secret", "{'a':{'type':'string','airbyte_secret':'true'}}"),
        Arguments.of("type list", "{'a':{'type':['null','string']}}"),
        Arguments.of("type list", "{'a':{'type':['string','integer','null']}}"),
        Arguments.of("empty object", "{'a':{'type':'object'}}"),
        Arguments.of("array", "{'a':{'type':'array'}}"),
        Arguments.of("array", "{'a':{'type':'array','items':[{'type':'string'}]}}"),
        Arguments.of("array", "{'a':{'type':'array','items':{'type':'boolean'}}}"),
        Arguments.of("forbidden", "{'a':{'anyOf':[{'type':'string'}]}}"),
        Arguments.of("forbidden", "{'a':{'type':'string','not':{}}}"),
        Arguments.of("date", "{'a':{'type':'string','format':'date'}}"),
        Arguments.of("date", "{'a':{'type':'string','pattern':'^[0-9]{4}-[0-9]{2}-[0-9]{2}$'}}"),
        Arguments.of("order", "{'a':{'type':'string','order':1},'b':{'type':'string','order':1}}"),
        Arguments.of(
            "group", "{'a':{'type':'object','properties':{'b':{'type':'string','group':'g'}}}}"),
        Arguments.of("display", "{'a':{'type':'string','display_type':'radio'}}"),
        Arguments.of("display", "{'a':{'type':'object','oneOf':[],'display_type':'tabs'}}"),
        Arguments.of("ref", "{'a':{'$ref':'#/definitions/a'}}"),
        Arguments.of(
            "oauth",
            "{'a':{'type':'string','path_in_connector_config':['credentials','client_id']}}"),
        Arguments.of(
            "additional",
            "{'a':{'type':'object','properties':{'b':{'type':'string'}},'additionalProperties':false}}"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("brokenProperties")
  void everyRuleFindsWhatBreaksIt(String rule, String properties) {
    assertThat(Objects.requireNonNull(RULES.get(rule)).apply(spec(properties))).isNotEmpty();
  }

  @Test
  void aSpecWithAChoiceAndAGroupBreaksNone() {
    SpecChecks good =
        spec(
            """
            {'url':{'type':'string','order':0,'group':'g'},'secret':{'type':'string','airbyte_secret':true,'order':1},
             'not':{'type':['string','null']},'day':{'type':'string','format':'date','pattern':'^[0-9]{4}-[0-9]{2}-[0-9]{2}$'},
             'list':{'type':'array','items':{'type':'string'}},
             'mode':{'type':'object','display_type':'radio','oneOf':[
               {'properties':{'kind':{'type':'string','const':'a','default':'a'}}},
               {'properties':{'kind':{'type':'string','const':'b'},'more':{'type':'string'}}}]}}""");

    RULES.forEach((name, rule) -> assertThat(rule.apply(good)).as(name).isEmpty());
  }

  @Test
  void aConfigThatDoesNotFitIsFoundAndNotesInItAreNot() {
    SpecChecks checks = spec("{'url':{'type':'string'}}");

    assertThat(checks.configMatchesSpec(Fixture.json("{'url':5}"))).isNotEmpty();
    assertThat(checks.configMatchesSpec(Fixture.json("{'url':'x','_note':1}"))).isEmpty();
  }

  @Test
  void anotherSpecThanTheExpectedIsFound() {
    SpecChecks checks = spec("{}");

    assertThat(checks.matchesExpected(Fixture.json("{'connectionSpecification':{}}"))).isNotEmpty();
  }

  @Test
  void twoSpecsAndNoneAreFound() {
    JsonNode line = Fixture.json("{'type':'SPEC','spec':{}}");

    assertThat(SpecChecks.exactlyOneSpec(List.of())).isNotEmpty();
    assertThat(SpecChecks.exactlyOneSpec(List.of(line, line))).isNotEmpty();
    assertThat(SpecChecks.exactlyOneSpec(List.of(line))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("narrowings")
  void whatAcceptsLessThanBeforeIsFound(String previous, String now) {
    SpecChecks checks = new SpecChecks(Fixture.json("{'connectionSpecification':" + now + "}"));

    assertThat(
            checks.acceptsWhatEarlierSpecsAccepted(
                Fixture.json("{'connectionSpecification':" + previous + "}")))
        .hasSize(1);
  }

  static List<Arguments> narrowings() {
    return List.of(
        Arguments.of("{'required':['a']}", "{'required':['a','b']}"),
        Arguments.of(
            "{'properties':{'a':{'type':'string'}}}", "{'properties':{'a':{'type':'integer'}}}"),
        Arguments.of(
            "{'properties':{'a':{'enum':['x','y']}}}", "{'properties':{'a':{'enum':['x']}}}"),
        Arguments.of("{'properties':{'a':{}}}", "{'properties':{'a':{'enum':['x']}}}"));
  }

  private static SpecChecks spec(String properties) {
    return new SpecChecks(
        Fixture.json(
            "{'connectionSpecification':{'type':'object','properties':" + properties + "}}"));
  }
}
