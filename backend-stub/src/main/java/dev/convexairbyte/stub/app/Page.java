package dev.convexairbyte.stub.app;

import dev.convexairbyte.values.ConvexValue.ObjectValue;
import java.util.List;

/**
 * One page of a query.
 *
 * @param continueCursor opaque; where the next page begins
 */
public record Page(List<ObjectValue> page, boolean isDone, String continueCursor) {

  public Page {
    page = List.copyOf(page);
  }
}
