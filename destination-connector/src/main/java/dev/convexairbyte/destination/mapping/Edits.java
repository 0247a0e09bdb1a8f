package dev.convexairbyte.destination.mapping;

import java.util.Arrays;

/**
 * Changes to a JSON text that leave every byte between them as it came: numbers keep their digits,
 * strings their escapes. Used for one text after the other.
 */
final class Edits {

  private static final int LARGEST_KEPT = 64 * 1024;

  private byte[] kept = {};
  private int[] starts = new int[8];
  private int[] ends = new int[8];
  private byte[][] texts = new byte[8][];
  private int count;

  void clear() {
    count = 0;
  }

  /**
   * Puts {@code text} in the place of {@code [start, end)}. Edits are given in the order of the
   * text and do not overlap.
   */
  void replace(int start, int end, byte[] text) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
      texts = Arrays.copyOf(texts, 2 * count);
    }
    starts[count] = start;
    ends[count] = end;
    texts[count++] = text;
  }

  /**
   * The text with all edits made; the same bytes if there are none. It is good until edits are made
   * to the next text.
   */
  JsonSlice applyTo(JsonSlice json) {
    if (count == 0) {
      return json;
    }
    int length = json.length() + grownBy();
    byte[] edited = room(length);
    int copied = json.start();
    int end = 0;
    for (int edit = 0; edit < count; edit++) {
      int kept = starts[edit] - copied;
      byte[] text = texts[edit];
      System.arraycopy(json.bytes(), copied, edited, end, kept);
      System.arraycopy(text, 0, edited, end + kept, text.length);
      end += kept + text.length;
      copied = ends[edit];
    }
    System.arraycopy(json.bytes(), copied, edited, end, json.end() - copied);
    return new JsonSlice(edited, 0, length);
  }

  /** Most texts are short and alike: an array for each would be a third of all garbage. */
  private byte[] room(int length) {
    if (length > LARGEST_KEPT) {
      return new byte[length];
    }
    if (kept.length < length) {
      kept = new byte[Math.min(2 * length, LARGEST_KEPT)];
    }
    return kept;
  }

  private int grownBy() {
    int bytes = 0;
    for (int edit = 0; edit < count; edit++) {
      bytes += texts[edit].length - (ends[edit] - starts[edit]);
    }
    return bytes;
  }
}
