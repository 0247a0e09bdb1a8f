package dev.convexairbyte.stub.app;

import dev.convexairbyte.values.ConvexValue.ObjectValue;
import java.util.Set;

/**
 * A change to some fields of a document.
 *
 * @param set fields with their new values
 * @param unset fields to remove, those that JavaScript sets to {@code undefined}
 */
public record Patch(ObjectValue set, Set<String> unset) {

  public Patch {
    unset = Set.copyOf(unset);
  }

  /** Only sets fields. */
  public static Patch of(ObjectValue set) {
    return new Patch(set, Set.of());
  }
}
