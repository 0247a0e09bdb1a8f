package dev.convexairbyte.destination.mapping;

import dev.convexairbyte.cdk.message.StreamDescriptor;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator once a stream, and of each kind, what Convex does to the names of fields. */
final class NameReport {

  private static final Logger LOG = LoggerFactory.getLogger(NameReport.class);
  private static final int MOST_SHOWN = 5;

  private final StreamDescriptor stream;
  private boolean isRenamingTold;
  private boolean isDroppingTold;
  private boolean isLosingTold;

  NameReport(StreamDescriptor stream) {
    this.stream = stream;
  }

  void tell(NameChanges changes) {
    if (!isRenamingTold && !changes.renamed().isEmpty()) {
      isRenamingTold = true;
      LOG.info(
          "Stream {}: Convex stores fields under other names: {}.",
          stream,
          firstFew(changes.renamed()));
    }
    if (!isDroppingTold && !changes.dropped().isEmpty()) {
      isDroppingTold = true;
      LOG.warn(
          "Stream {}: Convex does not store these fields, because it takes names that begin so for"
              + " change data capture: {}; rename them at the source to keep them.",
          stream,
          firstFew(changes.dropped()));
    }
    if (!isLosingTold && !changes.lost().isEmpty()) {
      isLosingTold = true;
      LOG.warn(
          "Stream {}: Convex gives two fields of a record one name and keeps the later, so a value"
              + " is lost: {}; rename one of them at the source to keep both.",
          stream,
          firstFew(changes.lost()));
    }
  }

  private static String firstFew(List<String> changes) {
    if (changes.size() <= MOST_SHOWN) {
      return String.join(", ", changes);
    }
    return String.join(", ", changes.subList(0, MOST_SHOWN))
        + " and "
        + (changes.size() - MOST_SHOWN)
        + " more";
  }
}
