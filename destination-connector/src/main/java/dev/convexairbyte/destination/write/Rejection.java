package dev.convexairbyte.destination.write;

import dev.convexairbyte.destination.plan.StreamPlan;

/**
 * A record that the backend refused.
 *
 * @param line in the input
 */
record Rejection(StreamPlan plan, long line, boolean isDelete, String reason, String remedy) {

  /** Its sentence, as if it had ended the write. */
  String sentence() {
    return sentence(plan, "input line " + line, reason, remedy);
  }

  /**
   * The sentence for records of which at least one was refused.
   *
   * @param lines "input line 3", or "input lines 3 to 7"
   */
  static String sentence(StreamPlan plan, String lines, String reason, String remedy) {
    return "Tried to write to table "
        + plan.table()
        + " what stream "
        + plan.stream()
        + " has in "
        + lines
        + " but failed because "
        + reason
        + "; "
        + remedy
        + ".";
  }
}
