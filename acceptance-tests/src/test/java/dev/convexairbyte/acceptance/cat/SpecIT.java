package dev.convexairbyte.acceptance.cat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convexairbyte.acceptance.cat.AcceptanceTestConfig.SpecTest;
import dev.convexairbyte.acceptance.testbed.OnEveryBed;
import dev.convexairbyte.acceptance.testbed.TestBed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** CAT's section spec. Labels and environment of the image are ImagesIT's: a process has none. */
@OnEveryBed
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class SpecIT {

  @TempDir private static Path temporary;

  @Parameter private TestBed bed;

  private PreparedConnector connector;
  private SpecTest test;
  private List<JsonNode> messages;
  private SpecChecks checks;

  @BeforeParameterizedClassInvocation
  void askForTheSpec() throws Exception {
    connector = PreparedConnector.in(bed, temporary.resolve(bed.toString()));
    test = Objects.requireNonNull(connector.config().acceptanceTests().spec()).cases().get(0);
    messages = connector.spec();
    checks = new SpecChecks(messages.get(0).path("spec"));
  }

  @AfterParameterizedClassInvocation
  void close() {
    connector.close();
  }

  @Test
  @DisplayName("the fixture: exactly one SPEC message")
  void exactlyOneSpec() {
    assertThat(SpecChecks.exactlyOneSpec(messages)).isEmpty();
  }

  @Test
  @DisplayName("test_config_match_spec")
  void configMatchesSpec() throws IOException {
    JsonNode config = connector.json(Objects.requireNonNull(test.configPath()));

    assertThat(checks.configMatchesSpec(config)).isEmpty();
  }

  @Test
  @DisplayName("test_match_expected")
  void matchesExpected() throws IOException {
    JsonNode expected = connector.json(Objects.requireNonNull(test.specPath()));

    assertThat(checks.matchesExpected(expected)).isEmpty();
  }

  @Test
  @DisplayName("test_enum_usage")
  void noEnumHasAValueTwice() {
    assertThat(checks.noEnumHasAValueTwice()).isEmpty();
  }

  @Test
  @DisplayName("test_oneof_usage")
  void everyChoiceHasOneDiscriminator() {
    assertThat(checks.everyChoiceHasOneDiscriminator()).isEmpty();
  }

  @Test
  @DisplayName("test_secret_is_properly_marked")
  void secretsAreMarked() {
    assertThat(checks.secretsAreMarked()).isEmpty();
  }

  @Test
  @DisplayName("test_property_type_is_not_array")
  void noTypeIsAListButWithNull() {
    assertThat(checks.noTypeIsAListButWithNull()).isEmpty();
  }

  @Test
  @DisplayName("test_object_not_empty")
  void noObjectIsEmpty() {
    assertThat(checks.noObjectIsEmpty()).isEmpty();
  }

  @Test
  @DisplayName("test_array_type")
  void arraysHaveOneSimpleItemType() {
    assertThat(checks.arraysHaveOneSimpleItemType()).isEmpty();
  }

  @Test
  @DisplayName("test_forbidden_complex_types")
  void noForbiddenComplexTypes() {
    assertThat(checks.noForbiddenComplexTypes()).isEmpty();
  }

  @Test
  @DisplayName("test_date_pattern, test_date_format")
  void patternAndFormatOfDatesAgree() {
    assertThat(checks.patternAndFormatOfDatesAgree()).isEmpty();
  }

  @Test
  @DisplayName("test_duplicate_order")
  void noOrderIsThereTwice() {
    assertThat(checks.noOrderIsThereTwice()).isEmpty();
  }

  @Test
  @DisplayName("test_nested_group")
  void groupsAreOnTopOnly() {
    assertThat(checks.groupsAreOnTopOnly()).isEmpty();
  }

  @Test
  @DisplayName("test_display_type")
  void displayTypeIsBesideAChoice() {
    assertThat(checks.displayTypeIsBesideAChoice()).isEmpty();
  }

  @Test
  @DisplayName("test_defined_refs_exist_in_json_spec_file")
  void noReferences() {
    assertThat(checks.noReferences()).isEmpty();
  }

  @Test
  @DisplayName("test_oauth_flow_parameters; test_oauth_is_default_method needs advanced_auth")
  void oauthParametersAreSettings() {
    assertThat(checks.oauthParametersAreSettings()).isEmpty();
  }

  @Test
  @DisplayName("test_additional_properties_is_true")
  void additionalPropertiesAreAllowed() {
    assertThat(checks.additionalPropertiesAreAllowed()).isEmpty();
  }

  @Test
  @DisplayName("test_backward_compatibility, against the Python connector's settings")
  void acceptsWhatThePythonConnectorAccepted() throws IOException {
    JsonNode python =
        new ObjectMapper()
            .readTree(
                """
                {"connectionSpecification":{"required":["deployment_url","access_key"],
                 "properties":{"deployment_url":{"type":"string"},"access_key":{"type":"string"}}}}""");

    assertThat(checks.acceptsWhatEarlierSpecsAccepted(python)).isEmpty();
  }
}
