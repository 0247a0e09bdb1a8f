package dev.convexairbyte.acceptance.cat;

import dev.convexairbyte.acceptance.cat.AcceptanceTestConfig.BasicReadTest;
import dev.convexairbyte.acceptance.cat.AcceptanceTestConfig.ExpectedRecords;
import dev.convexairbyte.acceptance.cat.AcceptanceTestConfig.FullRefreshTest;
import dev.convexairbyte.acceptance.cat.AcceptanceTestConfig.FutureState;
import dev.convexairbyte.acceptance.cat.AcceptanceTestConfig.IncrementalTest;
import dev.convexairbyte.acceptance.cat.AcceptanceTestConfig.Reasoned;
import dev.convexairbyte.acceptance.cat.AcceptanceTestConfig.Section;
import dev.convexairbyte.acceptance.cat.AcceptanceTestConfig.Sections;
import dev.convexairbyte.acceptance.cat.AcceptanceTestConfig.Strictness;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@code test_strictness_level: high} demands of the file itself. */
final class HighStrictness {

  private HighStrictness() {}

  static List<String> complaints(AcceptanceTestConfig config) {
    List<String> complaints = new ArrayList<>();
    if (config.testStrictnessLevel() != Strictness.HIGH) {
      complaints.add("test_strictness_level is not high");
    }
    Sections sections = config.acceptanceTests();
    check("spec", sections.spec(), test -> List.of(), complaints);
    check("connection", sections.connection(), test -> List.of(), complaints);
    check("discovery", sections.discovery(), test -> List.of(), complaints);
    check("basic_read", sections.basicRead(), HighStrictness::ofBasicRead, complaints);
    check("full_refresh", sections.fullRefresh(), HighStrictness::ofFullRefresh, complaints);
    check("incremental", sections.incremental(), HighStrictness::ofIncremental, complaints);
    return complaints;
  }

  private static <T> void check(
      String name,
      @Nullable Section<T> section,
      Function<T, List<String>> rules,
      List<String> complaints) {
    if (section == null) {
      complaints.add(name + " is missing");
      return;
    }
    section.cases().forEach(test -> complaints.addAll(rules.apply(test)));
  }

  private static List<String> ofBasicRead(BasicReadTest test) {
    List<String> complaints = new ArrayList<>();
    if (test.configuredCatalogPath() != null) {
      complaints.add("basic_read has a catalog of its own");
    }
    if (Boolean.FALSE.equals(test.validateSchema())) {
      complaints.add("basic_read does not validate the schema");
    }
    complaints.addAll(withoutReason("empty stream", test.emptyStreams()));
    ExpectedRecords expected = test.expectRecords();
    if (expected == null || (expected.path() == null && expected.bypassReason() == null)) {
      complaints.add("basic_read expects no records");
    }
    return complaints;
  }

  private static List<String> ofFullRefresh(FullRefreshTest test) {
    List<String> complaints = new ArrayList<>();
    if (test.ignoredFields() != null) {
      test.ignoredFields()
          .values()
          .forEach(fields -> complaints.addAll(withoutReason("ignored field", fields)));
    }
    return complaints;
  }

  private static List<String> ofIncremental(IncrementalTest test) {
    FutureState future = test.futureState();
    if (future == null || (future.futureStatePath() == null && future.bypassReason() == null)) {
      return List.of("incremental has no future_state");
    }
    return withoutReason("missing stream", future.missingStreams());
  }

  private static List<String> withoutReason(String what, @Nullable List<Reasoned> entries) {
    if (entries == null) {
      return List.of();
    }
    return entries.stream()
        .filter(entry -> entry.bypassReason() == null)
        .map(entry -> "%s %s has no bypass_reason".formatted(what, entry.name()))
        .toList();
  }
}
