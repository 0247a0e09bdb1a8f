package dev.convexairbyte.destination.plan;

import static dev.convexairbyte.destination.TestStream.append;
import static dev.convexairbyte.destination.TestStream.catalog;
import static dev.convexairbyte.destination.TestStream.dedup;
import static dev.convexairbyte.destination.TestStream.overwrite;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.message.ConfiguredAirbyteCatalog;
import dev.convexairbyte.cdk.message.DestinationSyncMode;
import dev.convexairbyte.cdk.message.FailureType;
import dev.convexairbyte.destination.TestStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class WritePlanTest {

  @ParameterizedTest(name = "{0}, key {1}, source key {2}, generation {3}, minimum {4}")
  @CsvFileSource(resources = "plans.csv", delimiter = '|', numLinesToSkip = 1)
  void plansAStreamAsItsModeKeyAndGenerationsSay(
      String mode,
      @Nullable String key,
      @Nullable String sourceKey,
      @Nullable Long generation,
      @Nullable Long minimum,
      @Nullable String plannedKey,
      @Nullable String cleared,
      @Nullable String held) {
    ConfiguredAirbyteCatalog catalog = catalog(stream(mode, key, sourceKey, generation, minimum));

    StreamPlan plan = WritePlan.of(catalog).streams().get(0);

    assertThat(plan.table()).isEqualTo("users");
    assertThat(storedKey(plan)).isEqualTo(plannedKey);
    assertThat(plan.isClearedFirst()).isEqualTo(cleared != null);
    assertThat(plan.isHeld()).isEqualTo(held != null);
  }

  @ParameterizedTest(name = "{0}, key {1}, source key {2}, generation {3}, minimum {4}")
  @CsvFileSource(resources = "refusals.csv", delimiter = '|', numLinesToSkip = 1)
  void refusesWhatConvexCannotDo(
      String mode,
      @Nullable String key,
      @Nullable String sourceKey,
      @Nullable Long generation,
      @Nullable Long minimum,
      String sentence) {
    ConfiguredAirbyteCatalog catalog = catalog(stream(mode, key, sourceKey, generation, minimum));

    assertRefused(catalog, "stream users", sentence);
  }

  @Test
  void putsTheNamespaceBeforeTheStream() {
    ConfiguredAirbyteCatalog catalog =
        catalog(
            append("users").inNamespace("crm"),
            append("users").inNamespace("erp"),
            append("users"),
            append("User Profiles").inNamespace("crm"));

    assertThat(WritePlan.of(catalog).streams())
        .extracting(StreamPlan::table)
        .containsExactly("crm_users", "erp_users", "users", "source_crm_user_profiles");
  }

  @Test
  void refusesTwoStreamsForOneTable() {
    assertRefused(
        catalog(append("a-b"), overwrite("a.b")), "stream a.b", "stream a-b", "table source_a_b");
    assertRefused(
        catalog(dedup("b_c", "id").inNamespace("a"), append("c").inNamespace("a_b")),
        "stream a_b.c",
        "stream a.b_c",
        "table a_b_c");
  }

  @Test
  void refusesAStreamWhoseNameIsTooLongForATable() {
    assertRefused(catalog(append("t".repeat(65))), "table name of at most 64 characters");
  }

  @Test
  void takesFifteenKeyFields() {
    String key = IntStream.range(0, 15).mapToObj(number -> "f" + number).collect(joining("+"));

    StreamPlan plan = WritePlan.of(catalog(dedup("users", key))).streams().get(0);

    assertThat(storedKey(plan)).isEqualTo(key);
  }

  @Test
  void refusesAKeyFieldWithoutAName() {
    assertThatThrownBy(
            () -> PrimaryKey.of(append("users").configured().descriptor(), List.of(List.of())))
        .hasMessageContaining("stream users")
        .hasMessageContaining("has no name");
  }

  private static TestStream stream(
      String mode,
      @Nullable String key,
      @Nullable String sourceKey,
      @Nullable Long generation,
      @Nullable Long minimum) {
    DestinationSyncMode syncMode = DestinationSyncMode.valueOf(mode.toUpperCase(Locale.ROOT));
    return new TestStream("users", null, syncMode, key, sourceKey, generation, minimum);
  }

  private static @Nullable String storedKey(StreamPlan plan) {
    PrimaryKey key = plan.key();
    return key == null
        ? null
        : key.storedPaths().stream().map(PrimaryKey::dotted).collect(joining("+"));
  }

  private static void assertRefused(ConfiguredAirbyteCatalog catalog, String... parts) {
    assertThatThrownBy(() -> WritePlan.of(catalog))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> {
              assertThat(e.failureType()).isEqualTo(FailureType.CONFIG_ERROR);
              assertThat(e).hasMessageStartingWith("Tried to plan stream ");
              assertThat(e.getMessage()).contains(parts);
            });
  }
}
