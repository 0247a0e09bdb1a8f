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

/** Every rule finds a catalog that breaks it. */
class DiscoveryChecksTest {

  private static final Map<String, Function<DiscoveryChecks, List<String>>> RULES =
      Map.of(
          "streams", DiscoveryChecks::hasStreams,
          "names", DiscoveryChecks::namesAreUnique,
          "draft-07", DiscoveryChecks::schemasAreValid,
          "cursor", DiscoveryChecks::cursorsAreInTheSchema,
          "key", DiscoveryChecks::primaryKeysAreInTheSchema,
          "key type", DiscoveryChecks::primaryKeysAreScalars,
          "ref", DiscoveryChecks::noReferences,
          "keyword", DiscoveryChecks::noForbiddenKeywords,
          "modes", DiscoveryChecks::everyStreamHasSyncModes,
          "additional", DiscoveryChecks::additionalPropertiesAreAllowed);

  static List<Arguments> brokenStreams() {
    return List.of(
        Arguments.of("streams", ""),
        Arguments.of("names", "{'name':'a','namespace':'x'},{'name':'a'}"),
        Arguments.of("draft-07", "{'name':'a','json_schema':{'type':'text'}}"),
        Arguments.of(
            "draft-07",
            "{'name':'a','json_schema':{'properties':{'r':{'type':{'type':'string'}}}}}"),
        Arguments.of("cursor", "{'name':'a','json_schema':{},'default_cursor_field':['_ts']}"),
        Arguments.of("key", "{'name':'a','json_schema':{},'source_defined_primary_key':[['_id']]}"),
        Arguments.of(
            "key type",
            "{'name':'a','json_schema':{'properties':{'_id':{'type':['null','object']}}},'source_defined_primary_key':[['_id']]}"),
        Arguments.of("ref", "{'name':'a','json_schema':{'properties':{'b':{'$ref':'#/c'}}}}"),
        Arguments.of("keyword", "{'name':'a','json_schema':{'type':'object','not':{}}}"),
        Arguments.of(
            "keyword",
            "{'name':'a','json_schema':{'type':['null','object'],'properties':{'allOf':{}}}}"),
        Arguments.of("modes", "{'name':'a','json_schema':{},'supported_sync_modes':[]}"),
        Arguments.of(
            "additional",
            "{'name':'a','json_schema':{'properties':{'b':{'additionalProperties':false}}}}"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("brokenStreams")
  void everyRuleFindsWhatBreaksIt(String rule, String streams) {
    assertThat(Objects.requireNonNull(RULES.get(rule)).apply(checks(streams))).isNotEmpty();
  }

  @Test
  void anOrdinaryCatalogBreaksNone() {
    DiscoveryChecks good =
        checks(
            """
            {'name':'a','supported_sync_modes':['full_refresh'],'default_cursor_field':['_ts'],
             'source_defined_primary_key':[['_id']],'json_schema':{'type':'object','additionalProperties':true,
             'properties':{'_id':{'type':'string'},'_ts':{'type':'integer'},'not':{'type':'string'}}}}""");

    RULES.forEach((name, rule) -> assertThat(rule.apply(good)).as(name).isEmpty());
  }

  @Test
  void twoCatalogsAndNoneAreFound() {
    JsonNode line = Fixture.json("{'type':'CATALOG','catalog':{'streams':[]}}");

    assertThat(DiscoveryChecks.exactlyOneCatalog(List.of())).isNotEmpty();
    assertThat(DiscoveryChecks.exactlyOneCatalog(List.of(line, line))).isNotEmpty();
    assertThat(DiscoveryChecks.exactlyOneCatalog(List.of(line))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("losses")
  void whatWasThereBeforeIsMissed(String now) {
    JsonNode before =
        Fixture.json(
            "{'streams':[{'name':'a','default_cursor_field':['_ts'],'source_defined_primary_key':[['_id']],'json_schema':{'properties':{'b':{'type':['null','string']}}}}]}");

    assertThat(checks(now).keepsWhatEarlierCatalogsHad(before)).hasSize(1);
  }

  static List<String> losses() {
    return List.of(
        "",
        "{'name':'a','default_cursor_field':['_ts'],'source_defined_primary_key':[['_id']],'json_schema':{}}",
        "{'name':'a','default_cursor_field':['_ts'],'source_defined_primary_key':[['_id']],'json_schema':{'properties':{'b':{'type':['null','number']}}}}",
        "{'name':'a','default_cursor_field':['b'],'source_defined_primary_key':[['_id']],'json_schema':{'properties':{'b':{'type':['null','string']}}}}",
        "{'name':'a','default_cursor_field':['_ts'],'json_schema':{'properties':{'b':{'type':['null','string']}}}}");
  }

  private static DiscoveryChecks checks(String streams) {
    return new DiscoveryChecks(Fixture.json("{'streams':[" + streams + "]}"));
  }
}
