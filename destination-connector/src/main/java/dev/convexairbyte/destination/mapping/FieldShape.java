package dev.convexairbyte.destination.mapping;

import dev.convexairbyte.destination.plan.CdcFields;
import dev.convexairbyte.values.Identifiers;
import dev.convexairbyte.values.InvalidIdentifierException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A field as it is written at one place of a stream's records, and what becomes of it. */
final class FieldShape {

  /** What the backend does with a field. */
  enum Role {
    STORED,
    /** Left out of the document. */
    DROPPED,
    /** Left out of the document, and makes the record a delete unless it is null. */
    DELETED_AT
  }

  /** A name under which an object stores one value; fields that would share it share this. */
  static final class Place {

    private long takenIn;

    /** Whether no other field of that object has taken it. */
    boolean take(long object) {
      boolean isFree = takenIn != object;
      takenIn = object;
      return isFree;
    }
  }

  private final byte[] text;
  private final String name;
  private final @Nullable String storedName;
  private final int storedSize;
  private final Place place;
  private final Role role;
  private final @Nullable KeyFields key;
  private @Nullable ObjectShape object;
  private @Nullable ObjectShape itemObject;
  private @Nullable FieldShape next;

  private FieldShape(
      byte[] text,
      String name,
      @Nullable String storedName,
      Place place,
      Role role,
      @Nullable KeyFields key) {
    this.text = text;
    this.name = name;
    this.storedName = storedName;
    this.storedSize = storedName == null ? 0 : storedName.length() + 1;
    this.place = place;
    this.role = role;
    this.key = key;
  }

  /**
   * @param text the name as JSON has it, between the quotation marks
   * @param parent the key paths through the field's object
   */
  static FieldShape of(
      byte[] text, Function<String, Place> places, @Nullable KeyFields parent, boolean isTopLevel) {
    String name = JsonStrings.decoded(new String(text, StandardCharsets.UTF_8));
    String storedName = storedName(name);
    String placeName = storedName == null ? name : storedName;
    return new FieldShape(
        text,
        name,
        storedName,
        places.apply(placeName),
        isTopLevel && storedName != null ? role(storedName) : Role.STORED,
        parent == null ? null : parent.field(name));
  }

  private static @Nullable String storedName(String name) {
    try {
      return Identifiers.fieldName(name);
    } catch (InvalidIdentifierException e) {
      return null;
    }
  }

  private static Role role(String storedName) {
    if (CdcFields.isDeletedAt(storedName)) {
      return Role.DELETED_AT;
    }
    return CdcFields.isDropped(storedName) ? Role.DROPPED : Role.STORED;
  }

  /** Whether the field's name, and the quotation mark behind it, stand there. */
  boolean isAt(JsonSlice json, int start) {
    int nameEnd = start + text.length;
    return nameEnd < json.end()
        && json.bytes()[nameEnd] == '"'
        && Arrays.equals(json.bytes(), start, nameEnd, text, 0, text.length);
  }

  /** How long the name is where it stands, without quotation marks. */
  int textLength() {
    return text.length;
  }

  String name() {
    return name;
  }

  /** The name that Convex stores if no other field wants it; null if it cannot make one. */
  @Nullable String storedName() {
    return storedName;
  }

  /** What the name takes of the size of its object. */
  int storedSize() {
    return storedSize;
  }

  Place place() {
    return place;
  }

  Role role() {
    return role;
  }

  @Nullable KeyFields key() {
    return key;
  }

  @Nullable FieldShape next() {
    return next;
  }

  void expect(FieldShape field) {
    next = field;
  }

  /** The objects that are the field's value. */
  ObjectShape object() {
    if (object == null) {
      object = ObjectShape.within(key);
    }
    return object;
  }

  /** The objects in arrays that are the field's value; key paths do not lead there. */
  ObjectShape itemObject() {
    if (itemObject == null) {
      itemObject = ObjectShape.within(null);
    }
    return itemObject;
  }
}
