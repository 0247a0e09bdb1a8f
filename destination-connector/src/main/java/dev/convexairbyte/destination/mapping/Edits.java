package dev.convexairbyte.destination.mapping;

import java.io.ByteArrayOutputStream;
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

  /** The text with all edits made; the same bytes if there are none. */
  JsonSlice applyTo(JsonSlice json) {
    if (edits.isEmpty()) {
      return json;
    }
    ByteArrayOutputStream edited = new ByteArrayOutputStream(json.length() + 4 * edits.size());
    int copied = json.start();
    for (Edit edit : edits) {
      edited.write(json.bytes(), copied, edit.start - copied);
      edited.writeBytes(edit.text);
      copied = edit.end;
    }
    edited.write(json.bytes(), copied, json.end() - copied);
    byte[] bytes = edited.toByteArray();
    return new JsonSlice(bytes, 0, bytes.length);
  }
}
