package dev.convexairbyte.destination.mapping;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields that were seen in the objects at one place of a stream's records. Records of a stream
 * mostly have the same fields in the same order, so a field is found by comparing its bytes with
 * those of the one that came next the last time.
 */
final class ObjectShape {

  /** Fields that are left out of a record are stepped over. */
  private static final int GUESSES = 4;

  private final @Nullable KeyFields key;
  private final boolean isTopLevel;
  private final Map<String, FieldShape> byText = new HashMap<>();
  private final Map<String, FieldShape.Place> places = new HashMap<>();
  private @Nullable FieldShape first;

  private ObjectShape(@Nullable KeyFields key, boolean isTopLevel) {
    this.key = key;
    this.isTopLevel = isTopLevel;
  }

  static ObjectShape topLevel(@Nullable KeyFields key) {
    return new ObjectShape(key, true);
  }

  static ObjectShape within(@Nullable KeyFields key) {
    return new ObjectShape(key, false);
  }

  /**
   * The field whose name begins at {@code start}, behind its quotation mark; null if it is not the
   * one that is to be expected.
   *
   * @param previous the field before it; null at the beginning of an object
   */
  @Nullable FieldShape expected(JsonSlice json, int start, @Nullable FieldShape previous) {
    FieldShape guess = previous == null ? first : previous.next();
    for (int guesses = 0; guess != null && guesses < GUESSES; guesses++) {
      if (guess.isAt(json, start)) {
        return guess;
      }
      guess = guess.next();
    }
    return null;
  }

  /** The field whose name is {@code json[start, end)}; null if it is new. */
  @Nullable FieldShape known(byte[] json, int start, int end, @Nullable FieldShape previous) {
    FieldShape field =
        byText.get(new String(json, start, end - start, StandardCharsets.ISO_8859_1));
    if (field != null) {
      expect(field, previous);
    }
    return field;
  }

  /** Remembers a field that is new. */
  FieldShape add(byte[] json, int start, int end, @Nullable FieldShape previous) {
    byte[] text = Arrays.copyOfRange(json, start, end);
    FieldShape field = FieldShape.of(text, this::place, key, isTopLevel);
    byText.put(new String(text, StandardCharsets.ISO_8859_1), field);
    expect(field, previous);
    return field;
  }

  private FieldShape.Place place(String storedName) {
    return places.computeIfAbsent(storedName, unused -> new FieldShape.Place());
  }

  private void expect(FieldShape field, @Nullable FieldShape previous) {
    if (previous == null) {
      first = field;
      return;
    }
    previous.expect(field);
  }
}
