package dev.convexairbyte.destination.mapping;

import org.jspecify.annotations.Nullable;

/** The shapes of a stream's records, as far as they are remembered. */
final class Shapes {

  /** Objects used as maps have endless names: what is beyond this lives as long as its object. */
  private static final int MAX_REMEMBERED = 2000;

  private final @Nullable KeyFields key;
  private ObjectShape topLevel;
  private int remembered;
  private boolean isNew;

  Shapes(@Nullable KeyFields key) {
    this.key = key;
    this.topLevel = ObjectShape.topLevel(key);
  }

  ObjectShape topLevel() {
    return topLevel;
  }

  /** Between two records. */
  void forgetIfTooMany() {
    if (remembered > MAX_REMEMBERED) {
      remembered = 0;
      topLevel = ObjectShape.topLevel(key);
    }
  }

  /** The shape of an object that is the field's value, or an item of that. */
  ObjectShape of(FieldShape field, boolean isItem) {
    if (remembered > MAX_REMEMBERED) {
      return ObjectShape.within(isItem ? null : field.key());
    }
    return isItem ? field.itemObject() : field.object();
  }

  /**
   * Reads a field's name, of which the quotation mark was read.
   *
   * @param previous the field before it; null at the beginning of an object
   */
  FieldShape field(
      ObjectShape shape, @Nullable FieldShape previous, JsonText text, JsonSlice json) {
    int start = text.position();
    isNew = false;
    FieldShape expected = shape.expected(json, start, previous);
    if (expected != null) {
      text.moveTo(start + expected.textLength() + 1);
      return expected;
    }
    text.string();
    int end = text.position() - 1;
    FieldShape known = shape.known(json.bytes(), start, end, previous);
    if (known != null) {
      return known;
    }
    isNew = true;
    remembered++;
    return shape.add(json.bytes(), start, end, previous);
  }

  /** Whether the field that was read last came for the first time. */
  boolean isNew() {
    return isNew;
  }
}
