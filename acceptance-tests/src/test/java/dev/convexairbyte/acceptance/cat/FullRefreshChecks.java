package dev.convexairbyte.acceptance.cat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Set;

/** The rules of CAT's section full_refresh; every method answers with complaints. */
final class FullRefreshChecks {

  private FullRefreshChecks() {}

  static List<String> secondReadIsYounger(List<JsonNode> first, List<JsonNode> second) {
    LongSummaryStatistics before = emitted(first);
    LongSummaryStatistics after = emitted(second);
    if (before.getCount() == 0 || after.getCount() == 0) {
      return List.of("a read has no record");
    }
    return before.getMax() < after.getMin()
        ? List.of()
        : List.of("a record of the first read was emitted after one of the second");
  }

  /** What older versions of CAT asked for as well. */
  static List<String> bothReadsHoldTheSame(List<JsonNode> first, List<JsonNode> second) {
    Set<JsonNode> missing = new HashSet<>(Messages.data(first));
    List<String> complaints = new ArrayList<>();
    for (JsonNode data : Messages.data(second)) {
      if (!missing.remove(data)) {
        complaints.add("the second read has a record that the first has not");
      }
    }
    if (!missing.isEmpty()) {
      complaints.add("the second read lacks a record");
    }
    return complaints;
  }

  private static LongSummaryStatistics emitted(List<JsonNode> messages) {
    return Messages.records(messages).stream()
        .mapToLong(record -> record.path("emitted_at").longValue())
        .summaryStatistics();
  }
}
