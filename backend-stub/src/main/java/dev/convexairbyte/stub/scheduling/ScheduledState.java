package dev.convexairbyte.stub.scheduling;

import java.util.Arrays;
import java.util.Locale;

/** How far a scheduled function is. */
enum ScheduledState {
  PENDING,
  /** Of actions only: a mutation has either not run or has run. */
  IN_PROGRESS,
  SUCCESS,
  FAILED,
  CANCELED;

  /** As documents have it. */
  String kind() {
    return this == IN_PROGRESS ? "inProgress" : name().toLowerCase(Locale.ROOT);
  }

  static ScheduledState of(String kind) {
    return Arrays.stream(values())
        .filter(each -> each.kind().equals(kind))
        .findFirst()
        .orElseThrow();
  }
}
