package dev.convexairbyte.acceptance.cat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.acceptance.cat.AcceptanceTestConfig.DiscoveryTest;
import dev.convexairbyte.acceptance.testbed.OnEveryBed;
import dev.convexairbyte.acceptance.testbed.TestBed;
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

/** CAT's section discovery. */
@OnEveryBed
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class DiscoveryIT {

  @TempDir private static Path temporary;

  @Parameter private TestBed bed;

  private PreparedConnector connector;
  private DiscoveryTest test;
  private List<JsonNode> messages;
  private JsonNode catalog;
  private DiscoveryChecks checks;

  @BeforeParameterizedClassInvocation
  void discover() throws Exception {
    connector = PreparedConnector.in(bed, temporary.resolve(bed.toString()));
    test = Objects.requireNonNull(connector.config().acceptanceTests().discovery()).cases().get(0);
    messages = connector.discover(test.configPath());
    catalog = Messages.ofType(messages, "CATALOG").get(0).path("catalog");
    checks = new DiscoveryChecks(catalog);
  }

  @AfterParameterizedClassInvocation
  void close() {
    connector.close();
  }

  @Test
  @DisplayName("test_discover: one CATALOG with streams of different names")
  void discoversStreamsOfDifferentNames() {
    assertThat(DiscoveryChecks.exactlyOneCatalog(messages)).isEmpty();
    assertThat(checks.hasStreams()).isEmpty();
    assertThat(checks.namesAreUnique()).isEmpty();
  }

  @Test
  @DisplayName("test_streams_have_valid_json_schemas")
  void schemasAreValid() {
    assertThat(checks.schemasAreValid()).isEmpty();
  }

  @Test
  @DisplayName("test_defined_cursors_exist_in_schema")
  void cursorsAreInTheSchema() {
    assertThat(checks.cursorsAreInTheSchema()).isEmpty();
  }

  @Test
  @DisplayName("test_defined_refs_exist_in_schema")
  void noReferences() {
    assertThat(checks.noReferences()).isEmpty();
  }

  @Test
  @DisplayName("test_defined_keyword_exist_in_schema")
  void noForbiddenKeywords() {
    assertThat(checks.noForbiddenKeywords()).isEmpty();
  }

  @Test
  @DisplayName("test_primary_keys_exist_in_schema")
  void primaryKeysAreInTheSchema() {
    assertThat(checks.primaryKeysAreInTheSchema()).isEmpty();
  }

  @Test
  @DisplayName("test_streams_has_sync_modes")
  void everyStreamHasSyncModes() {
    assertThat(checks.everyStreamHasSyncModes()).isEmpty();
  }

  @Test
  @DisplayName("test_additional_properties_is_true")
  void additionalPropertiesAreAllowed() {
    assertThat(checks.additionalPropertiesAreAllowed()).isEmpty();
  }

  @Test
  @DisplayName("test_primary_keys_data_type")
  void primaryKeysAreScalars() {
    assertThat(checks.primaryKeysAreScalars()).isEmpty();
  }

  @Test
  @DisplayName("test_backward_compatibility, against a second discovery")
  void asksTwiceAndGetsTheSame() throws Exception {
    JsonNode again =
        Messages.ofType(connector.discover(test.configPath()), "CATALOG").get(0).path("catalog");

    assertThat(new DiscoveryChecks(again).keepsWhatEarlierCatalogsHad(catalog)).isEmpty();
  }
}
