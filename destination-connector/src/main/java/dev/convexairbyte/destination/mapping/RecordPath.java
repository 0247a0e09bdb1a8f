package dev.convexairbyte.destination.mapping;

import org.jspecify.annotations.Nullable;

/** Where in a record a scan stands, for messages to people. */
final class RecordPath {

  private static final int LONGEST_SHOWN = 64;

  private final @Nullable FieldShape[] fields;
  private final int[] items;
  private int depth;

  RecordPath(int deepest) {
    fields = new FieldShape[deepest + 1];
    items = new int[deepest + 1];
  }

  void clear() {
    depth = 0;
  }

  void enterField(int level, FieldShape field) {
    depth = level;
    fields[level] = field;
  }

  void enterItem(int level, int index) {
    depth = level;
    fields[level] = null;
    items[level] = index;
  }

  /** Back to the object or array whose fields or items are on this level. */
  void leave(int level) {
    depth = level - 1;
  }

  /** Names joined by points, items in brackets: {@code a.b[3].c}. */
  @Override
  public String toString() {
    return shown(depth);
  }

  /** The object or array around. */
  String parent() {
    return shown(depth - 1);
  }

  private String shown(int levels) {
    StringBuilder shown = new StringBuilder();
    for (int level = 1; level <= levels; level++) {
      FieldShape field = fields[level];
      if (field == null) {
        shown.append('[').append(items[level]).append(']');
        continue;
      }
      shown.append(shown.isEmpty() ? "" : ".").append(shown(field.name()));
    }
    return shown.isEmpty() ? "its top level" : shown.toString();
  }

  /** A name as a message can hold it: of a bounded length and on one line. */
  static String shown(String name) {
    String cut = name.length() <= LONGEST_SHOWN ? name : name.substring(0, end(name)) + "…";
    return cut.replaceAll("\\p{Cntrl}", "?");
  }

  /** Not between the halves of a character beyond the first 65,536. */
  private static int end(String longName) {
    return Character.isHighSurrogate(longName.charAt(LONGEST_SHOWN - 1))
        ? LONGEST_SHOWN - 1
        : LONGEST_SHOWN;
  }
}
