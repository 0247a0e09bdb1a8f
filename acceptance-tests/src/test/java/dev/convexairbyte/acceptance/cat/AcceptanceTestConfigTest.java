package dev.convexairbyte.acceptance.cat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptanceTestConfigTest {

  private static final String STRICT =
      """
      connector_image: x
      test_strictness_level: high
      acceptance_tests:
        spec: {tests: [{spec_path: s}]}
        connection: {tests: [{config_path: c, status: succeed}]}
        discovery: {tests: [{config_path: c}]}
        basic_read: {tests: [{config_path: c, expect_records: {path: e}}]}
        full_refresh: {tests: [{config_path: c}]}
        incremental: {bypass_reason: none of the streams is incremental}
      """;

  @Test
  void theSourcesOwnFileIsOfHighStrictness() throws IOException {
    AcceptanceTestConfig config =
        AcceptanceTestConfig.parse(Path.of("../source-connector/acceptance-test-config.yml"));

    assertThat(HighStrictness.complaints(config)).isEmpty();
  }

  @Test
  void theDestinationsFileHasTheSectionsThatThereAreForADestination() throws IOException {
    AcceptanceTestConfig config =
        AcceptanceTestConfig.parse(Path.of("../destination-connector/acceptance-test-config.yml"));

    assertThat(Objects.requireNonNull(config.acceptanceTests().spec()).cases()).hasSize(1);
    assertThat(Objects.requireNonNull(config.acceptanceTests().connection()).cases()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "connector_image: x\nacceptance_tests: {}\nstrictness: high",
        "connector_image: x\nacceptance_tests: {reading: {tests: []}}",
        "connector_image: x\nacceptance_tests: {spec: {tests: [{spec: s}]}}",
        "connector_image: x\nacceptance_tests: {connection: {tests: [{config_path: c, status: fine}]}}",
        "connector_image: x\nacceptance_tests: {spec: {}}",
        "connector_image: x\nacceptance_tests: {spec: {tests: [], bypass_reason: r}}"
      })
  void whatCatDoesNotKnowIsAnError(String yaml) {
    assertThatThrownBy(() -> AcceptanceTestConfig.parse(yaml))
        .isInstanceOf(JsonMappingException.class);
  }

  @Test
  void aFileThatIsStrictHasNoComplaints() throws IOException {
    assertThat(HighStrictness.complaints(AcceptanceTestConfig.parse(STRICT))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "level: high | level: low",
        "expect_records: {path: e} | validate_schema: true",
        "expect_records: {path: e} | expect_records: {path: e}, validate_schema: false",
        "expect_records: {path: e} | expect_records: {path: e}, configured_catalog_path: p",
        "expect_records: {path: e} | expect_records: {path: e}, empty_streams: [{name: n}]",
        "full_refresh: {tests: [{config_path: c}]} | full_refresh: {tests: [{config_path: c, ignored_fields: {s: [{name: n}]}}]}",
        "{bypass_reason: none of the streams is incremental} | {tests: [{config_path: c}]}",
        "{bypass_reason: none of the streams is incremental} | {tests: [{config_path: c, future_state: {future_state_path: f, missing_streams: [{name: n}]}}]}",
      })
  void whatHighStrictnessForbidsIsFound(String strict, String lax) throws IOException {
    assertThat(STRICT).contains(strict);

    assertThat(HighStrictness.complaints(AcceptanceTestConfig.parse(STRICT.replace(strict, lax))))
        .hasSize(1);
  }

  @Test
  void aMissingSectionIsFound() throws IOException {
    assertThat(
            HighStrictness.complaints(
                AcceptanceTestConfig.parse(
                    "connector_image: x\ntest_strictness_level: high\nacceptance_tests: {}")))
        .hasSize(6);
  }
}
