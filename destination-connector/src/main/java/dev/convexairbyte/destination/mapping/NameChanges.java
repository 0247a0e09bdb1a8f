package dev.convexairbyte.destination.mapping;

import dev.convexairbyte.destination.plan.CdcFields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Convex does to the names of a record's fields, in words for the log. */
final class NameChanges {

  private final List<String> renamed = new ArrayList<>();
  private final List<String> dropped = new ArrayList<>();
  private final List<String> lost = new ArrayList<>();

  void clear() {
    renamed.clear();
    dropped.clear();
    lost.clear();
  }

  /**
   * @param at the object that the field is in
   */
  void stored(String at, String name, @Nullable String storedName, boolean isTopLevel) {
    if (storedName == null) {
      return;
    }
    if (isTopLevel && CdcFields.isDropped(storedName)) {
      if (name.equals(storedName)) {
        // With the underscore in front the name is meant so: no data are in it.
        dropped.add(RecordPath.shown(name));
      }
      return;
    }
    if (!name.equals(storedName)) {
      renamed.add(named(at, name, isTopLevel) + " as " + RecordPath.shown(storedName));
    }
  }

  /** Of two fields that become one, the later is stored. */
  void lost(String at, String name, String storedInstead, boolean isTopLevel) {
    lost.add(named(at, name, isTopLevel) + " in favour of " + RecordPath.shown(storedInstead));
  }

  private static String named(String at, String name, boolean isTopLevel) {
    return isTopLevel ? RecordPath.shown(name) : at + "." + RecordPath.shown(name);
  }

  /** Like {@code _id as source_id}. */
  List<String> renamed() {
    return renamed;
  }

  /** Columns that are not stored because change data capture uses such names. */
  List<String> dropped() {
    return dropped;
  }

  /** Like {@code _a! in favour of _a?}. */
  List<String> lost() {
    return lost;
  }
}
