package dev.convexairbyte.acceptance.cat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The file acceptance-test-config.yml: a key that CAT does not know is an error. */
record AcceptanceTestConfig(
    String connectorImage,
    @Nullable String basePath,
    @Nullable Strictness testStrictnessLevel,
    @Nullable Map<String, String> customEnvironmentVariables,
    Sections acceptanceTests) {

  private static final YAMLMapper YAML =
      YAMLMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  enum Strictness {
    @JsonProperty("low")
    LOW,
    @JsonProperty("high")
    HIGH
  }

  enum Status {
    @JsonProperty("succeed")
    SUCCEED,
    @JsonProperty("failed")
    FAILED,
    @JsonProperty("exception")
    EXCEPTION
  }

  record Sections(
      @Nullable Section<SpecTest> spec,
      @Nullable Section<ConnectionTest> connection,
      @Nullable Section<DiscoveryTest> discovery,
      @Nullable Section<BasicReadTest> basicRead,
      @Nullable Section<FullRefreshTest> fullRefresh,
      @Nullable Section<IncrementalTest> incremental) {}

  /** Either tests or the reason why there are none. */
  record Section<T>(@Nullable List<T> tests, @Nullable String bypassReason) {
    Section {
      if ((tests == null) == (bypassReason == null)) {
        throw new IllegalArgumentException("A section has tests or a bypass_reason");
      }
    }

    List<T> cases() {
      return tests == null ? List.of() : tests;
    }
  }

  record SpecTest(
      @Nullable String specPath,
      @Nullable String configPath,
      @Nullable Integer timeoutSeconds,
      @Nullable String deploymentMode,
      @Nullable Compatibility backwardCompatibilityTestsConfig,
      @Nullable Map<String, Object> authDefaultMethod) {}

  record Compatibility(
      @Nullable String previousConnectorVersion, @Nullable String disableForVersion) {}

  record ConnectionTest(
      String configPath,
      Status status,
      @Nullable Integer timeoutSeconds,
      @Nullable String deploymentMode) {}

  record DiscoveryTest(
      String configPath,
      @Nullable Integer timeoutSeconds,
      @Nullable String deploymentMode,
      @Nullable Compatibility backwardCompatibilityTestsConfig,
      @Nullable Boolean validatePrimaryKeysDataType) {}

  record BasicReadTest(
      String configPath,
      @Nullable String deploymentMode,
      @Nullable String configuredCatalogPath,
      @Nullable List<Reasoned> emptyStreams,
      @Nullable ExpectedRecords expectRecords,
      @Nullable Boolean validateSchema,
      @Nullable Boolean validateStreamStatuses,
      @Nullable Boolean validateStateMessages,
      @Nullable Boolean validatePrimaryKeysDataType,
      @Nullable Boolean failOnExtraColumns,
      @Nullable Boolean validateDataPoints,
      @Nullable Boolean expectTraceMessageOnFailure,
      @Nullable Integer timeoutSeconds,
      @Nullable Map<String, Object> fileTypes,
      @Nullable Map<String, Object> clientContainerConfig) {

    List<String> namesOfEmptyStreams() {
      return emptyStreams == null ? List.of() : emptyStreams.stream().map(Reasoned::name).toList();
    }
  }

  record Reasoned(String name, @Nullable String bypassReason) {}

  record ExpectedRecords(
      @Nullable String path, @Nullable Boolean exactOrder, @Nullable String bypassReason) {}

  record FullRefreshTest(
      String configPath,
      @Nullable String configuredCatalogPath,
      @Nullable Integer timeoutSeconds,
      @Nullable String deploymentMode,
      @Nullable Map<String, List<Reasoned>> ignoredFields,
      @Nullable Map<String, Object> clientContainerConfig) {}

  record IncrementalTest(
      String configPath,
      @Nullable String configuredCatalogPath,
      @Nullable FutureState futureState,
      @Nullable Integer timeoutSeconds,
      @Nullable String deploymentMode,
      @Nullable Boolean skipComprehensiveIncrementalTests,
      @Nullable Map<String, Object> clientContainerConfig) {}

  record FutureState(
      @Nullable String futureStatePath,
      @Nullable List<Reasoned> missingStreams,
      @Nullable String bypassReason,
      @Nullable Map<String, Object> cursorFormat) {}

  /** Throws IOException for a file that is not of this form. */
  static AcceptanceTestConfig parse(Path file) throws IOException {
    return YAML.readValue(file.toFile(), AcceptanceTestConfig.class);
  }

  static AcceptanceTestConfig parse(String yaml) throws IOException {
    return YAML.readValue(yaml, AcceptanceTestConfig.class);
  }
}
