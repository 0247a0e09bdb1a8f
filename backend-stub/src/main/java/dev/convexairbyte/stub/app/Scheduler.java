package dev.convexairbyte.stub.app;

import dev.convexairbyte.values.ConvexValue.ObjectValue;
import java.time.Duration;
import java.time.Instant;

/**
 * Runs mutations and actions later. A scheduled function is a document of {@code
 * _scheduled_functions}.
 */
public interface Scheduler {

  /**
   * Runs a mutation or action, public or internal, after a delay, and returns the id of the
   * scheduled function.
   */
  String runAfter(Duration delay, String path, ObjectValue args);

  /**
   * Runs a mutation or action at a time, at once where it is past, and returns the id of the
   * scheduled function.
   */
  String runAt(Instant time, String path, ObjectValue args);

  /** Takes back what has not begun; an action that has begun goes on, whatever becomes of it. */
  void cancel(String scheduledFunctionId);
}
