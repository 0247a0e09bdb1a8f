package dev.convexairbyte.destination.write;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.destination.plan.StreamPlan;
import dev.convexairbyte.destination.plan.WritePlan;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Whether the source came to its end in order, as far as its messages tell. */
final class SourceEnd {

  private static final int MOST_NAMES = 5;

  private final WritePlan plan;
  private final EndSigns signs;

  SourceEnd(WritePlan plan, EndSigns signs) {
    this.plan = plan;
    this.signs = signs;
  }

  /**
   * Asks for a source that did not fail. In a shell's pipe nobody sees that it did unless the
   * destination fails too.
   *
   * @throws ConnectorException if the source reported an error; its text may be about data
   */
  void requireNoError() {
    if (signs.hasError()) {
      throw ConnectorException.transientFault(
          "Tried to sync but failed because the source reported an error; look at the source's"
              + " error and sync again.");
    }
  }

  /**
   * Asks for the end of what was begun.
   *
   * @throws ConnectorException naming the streams that were begun and are not complete
   */
  void requireNothingBrokenOff() {
    List<StreamDescriptor> broken = streams(plan -> signs.isBrokenOff(plan.stream()));
    if (broken.isEmpty()) {
      return;
    }
    boolean isOne = broken.size() == 1;
    throw ConnectorException.transientFault(
        "Tried to sync "
            + (isOne ? "stream " : "streams ")
            + names(broken)
            + " but failed because the source ended before "
            + (isOne ? "it was" : "they were")
            + " complete; look at the source's error and sync again.");
  }

  /**
   * Asks for the end of all streams before truncated ones may count as refreshed: an attempt that
   * follows a failed one resumes what has a state, without its earlier records, and clears its
   * table again. Who sends generations sends COMPLETE for all streams, if the source ended well.
   *
   * @throws ConnectorException naming the truncated streams and those that are not complete
   */
  void requireAllCompleteIfTruncated() {
    List<StreamDescriptor> truncated = streams(StreamPlan::isHeld);
    List<StreamDescriptor> endless = streams(plan -> !signs.isComplete(plan.stream()));
    if (truncated.isEmpty() || endless.isEmpty()) {
      return;
    }
    throw ConnectorException.transientFault(
        "Tried to refresh "
            + names(truncated)
            + " but failed because the source did not report the end of "
            + names(endless)
            + "; look at the source's error, and run the sync again.");
  }

  private List<StreamDescriptor> streams(Predicate<StreamPlan> condition) {
    return plan.streams().stream().filter(condition).map(StreamPlan::stream).toList();
  }

  private static String names(List<StreamDescriptor> streams) {
    String names =
        streams.stream()
            .limit(MOST_NAMES)
            .map(StreamDescriptor::toString)
            .collect(Collectors.joining(", "));
    int others = streams.size() - MOST_NAMES;
    return others > 0 ? names + " and " + others + " more" : names;
  }
}
