package dev.convexairbyte.destination.mapping;

import java.util.ArrayList;
import java.util.List;

/**
 * Changes to a JSON text that leave every byte between them as it came: numbers keep their digits,
 * strings their escapes.
 */
final class Edits {

  /** Puts {@code text} in the place of {@code [start, end)}. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Edit(int start, int end, byte[] text) {}

  private final List<Edit> edits = new ArrayList<>();

  /** Edits are given in the order of the text and do not overlap. */
  void replace(int start, int end, byte[] text) {
    edits.add(new Edit(start, end, text));
  }

  void clear() {
    edits.clear();
  }

  /** The text with all edits made; the same bytes if there are none. */
  JsonSlice applyTo(JsonSlice json) {
    if (edits.isEmpty()) {
      return json;
    }
    byte[] edited = new byte[json.length() + grownBy()];
    int copied = json.start();
    int end = 0;
    for (Edit edit : edits) {
      int kept = edit.start - copied;
      System.arraycopy(json.bytes(), copied, edited, end, kept);
      System.arraycopy(edit.text, 0, edited, end + kept, edit.text.length);
      end += kept + edit.text.length;
      copied = edit.end;
    }
    System.arraycopy(json.bytes(), copied, edited, end, json.end() - copied);
    return JsonSlice.of(edited);
  }

  private int grownBy() {
    int bytes = 0;
    for (Edit edit : edits) {
      bytes += edit.text.length - (edit.end - edit.start);
    }
    return bytes;
  }
}
