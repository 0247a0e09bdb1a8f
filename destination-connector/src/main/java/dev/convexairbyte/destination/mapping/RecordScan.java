package dev.convexairbyte.destination.mapping;

import dev.convexairbyte.destination.config.LargeIntegers;
import dev.convexairbyte.values.ValueDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the bytes of a record, which finds what has to change before it is sent, where its
 * key stands, and what Convex could not store of it. Everything is counted as it would be stored:
 * by the new names, without the dropped fields, large integers as what they become. Used for one
 * record after the other.
 */
final class RecordScan {

  /** The most bytes of a document, as ConvexValue counts them. */
  private static final int MAX_DOCUMENT_SIZE = 1 << 20;

  /** What {@code _id} and {@code _creationTime} take of a document; an id has 32 characters. */
  private static final int SYSTEM_FIELDS_SIZE = 4 + 2 + 32 + 14 + 9;

  private static final int MAX_DOCUMENT_NESTING = 16;

  /** serde_json goes 127 deep, three of it being the request around the record. */
  private static final int MAX_JSON_NESTING = 124;

  /** 2^53: beyond it two integers may be one double. */
  private static final byte[] LARGEST_EXACT =
      "9007199254740992".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] QUOTE = {'"'};
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private final Shapes shapes;
  private final LargeIntegers largeIntegers;
  private final JsonText text = new JsonText();
  private final RecordPath path = new RecordPath(MAX_JSON_NESTING);
  private final KeySpans keySpans;
  private final Edits recordEdits = new Edits();
  private final Edits upsertEdits = new Edits();
  private final NameChanges nameChanges = new NameChanges();

  private long objects;

  private JsonSlice data = JsonSlice.of(new byte[0]);
  private long size;
  private long droppedSize;
  private long largestSize;
  private @Nullable FieldShape largest;
  private boolean isDropping;
  private boolean isDelete;
  private boolean isIrregular;
  private @Nullable RecordProblemException problem;

  /**
   * @param paths how many paths the key has
   */
  RecordScan(@Nullable KeyFields keyFields, int paths, LargeIntegers largeIntegers) {
    this.shapes = new Shapes(keyFields);
    this.largeIntegers = largeIntegers;
    this.keySpans = new KeySpans(paths);
  }

  /**
   * Reads a record to its end.
   *
   * @throws RecordProblemException if it is not JSON that the backend could read; what else is
   *     wrong is said by {@link #problem}
   */
  void run(JsonSlice record) {
    reset(record);
    try {
      if (text.token() != '{') {
        throw new RecordProblemException(RecordProblem.NOT_AN_OBJECT, "");
      }
      object(shapes.topLevel(), 1);
      text.end();
    } catch (RecordProblemException e) {
      throw new RecordProblemException(e.problem(), path.toString());
    }
    shapes.forgetIfTooMany();
    requireSize();
  }

  private void reset(JsonSlice record) {
    data = record;
    text.reset(record);
    path.clear();
    keySpans.clear();
    recordEdits.clear();
    upsertEdits.clear();
    nameChanges.clear();
    size = 0;
    droppedSize = 0;
    largestSize = -1;
    largest = null;
    isDropping = false;
    isDelete = false;
    isIrregular = false;
    problem = null;
  }

  private void requireSize() {
    if (size + droppedSize > ValueDecoder.MAX_SIZE) {
      found(RecordProblem.TOO_LARGE_TO_SEND, largestField());
    }
    if (size + SYSTEM_FIELDS_SIZE > MAX_DOCUMENT_SIZE) {
      found(RecordProblem.TOO_LARGE, largestField());
    }
  }

  /**
   * Whether a name comes twice in an object, or two names would be stored as one: then what was
   * found may not be so, because the backend does not store all of it.
   */
  boolean isIrregular() {
    return isIrregular;
  }

  /** What Convex could not store; null if it could store the record. */
  @Nullable RecordProblemException problem() {
    return problem;
  }

  boolean isDelete() {
    return isDelete;
  }

  /** The record, of which only integers may have changed. */
  JsonSlice asItCame() {
    return recordEdits.applyTo(data);
  }

  /** The record with nothing in the field that makes it a delete. */
  JsonSlice asUpsert() {
    return upsertEdits.applyTo(data);
  }

  /** Where the values of the key stand in the record. */
  KeySpans keySpans() {
    return keySpans;
  }

  /** What becomes of the names that came for the first time. */
  NameChanges nameChanges() {
    return nameChanges;
  }

  /** The top-level field that takes most of the record. */
  String largestField() {
    return largest == null ? "" : RecordPath.shown(largest.name());
  }

  private void object(ObjectShape shape, int depth) {
    enter(depth);
    long object = ++objects;
    int fields = 0;
    FieldShape previous = null;
    byte next = text.token();
    while (next != '}') {
      JsonText.require(next == '"');
      path.leave(depth);
      FieldShape field = shapes.field(shape, previous, text, data);
      path.enterField(depth, field);
      fields++;
      previous = field;
      isIrregular |= !field.place().take(object);
      if (shapes.isNew()) {
        nameChanges.stored(
            path.parent(), field.name(), field.storedName(), shape == shapes.topLevel());
      }
      if (field.storedName() == null) {
        found(RecordProblem.UNNAMEABLE, path.toString());
      }
      JsonText.require(text.token() == ':');
      member(field, depth);
      next = afterElement('}');
    }
    size += 2;
    if (fields > ValueDecoder.MAX_FIELDS) {
      path.leave(depth);
      found(RecordProblem.TOO_MANY_FIELDS, path.toString());
    }
  }

  private void array(FieldShape field, int depth) {
    enter(depth);
    int items = 0;
    byte next = text.token();
    while (next != ']') {
      path.enterItem(depth, items++);
      value(next, field, true, depth);
      next = afterElement(']');
    }
    size += 2;
    if (items > ValueDecoder.MAX_ITEMS) {
      path.leave(depth);
      found(RecordProblem.TOO_MANY_ITEMS, path.toString());
    }
  }

  private void enter(int depth) {
    if (depth > MAX_JSON_NESTING) {
      throw new RecordProblemException(RecordProblem.TOO_NESTED, "");
    }
    if (depth > (isDropping ? ValueDecoder.MAX_NESTING : MAX_DOCUMENT_NESTING)) {
      found(RecordProblem.TOO_NESTED, path.toString());
    }
  }

  /** The first byte of the next element, or the byte that ends them. */
  private byte afterElement(char end) {
    byte next = text.token();
    if (next == end) {
      return next;
    }
    JsonText.require(next == ',');
    byte first = text.token();
    JsonText.require(first != end);
    return first;
  }

  private void member(FieldShape field, int depth) {
    long sizeBefore = size;
    byte first = text.token();
    int start = text.position() - 1;
    if (field.role() == FieldShape.Role.STORED) {
      size += field.storedSize();
      value(first, field, false, depth);
    } else {
      dropped(first, field, depth);
    }
    if (depth == 1 && size - sizeBefore > largestSize) {
      largestSize = size - sizeBefore;
      largest = field;
    }
    KeyFields key = field.key();
    if (key != null && key.path() != KeyFields.NO_PATH) {
      keySpans.set(key.path(), start, text.position());
    }
  }

  private void dropped(byte first, FieldShape field, int depth) {
    long kept = size;
    int start = text.position() - 1;
    isDropping = true;
    value(first, field, false, depth);
    isDropping = false;
    droppedSize += size - kept + field.storedSize();
    size = kept;
    if (field.role() == FieldShape.Role.DELETED_AT) {
      isDelete = first != 'n';
      upsertEdits.replace(start, text.position(), NULL);
    }
  }

  private void value(byte first, FieldShape field, boolean isItem, int depth) {
    switch (first) {
      case '{' -> object(shapes.of(field, isItem), depth + 1);
      case '[' -> array(field, depth + 1);
      case '"' -> {
        text.string();
        size += 2 + text.storedBytes();
      }
      case 't' -> literal("rue");
      case 'f' -> literal("alse");
      case 'n' -> literal("ull");
      default -> number(first);
    }
  }

  private void literal(String rest) {
    text.literal(rest);
    size++;
  }

  private void number(byte first) {
    int start = text.position() - 1;
    text.number(first);
    int end = text.position();
    if (text.isInteger() && !isDropping && isLarge(data.bytes(), start, end)) {
      largeInteger(start, end);
      return;
    }
    requireInRange(start);
    size += 9;
  }

  private void largeInteger(int start, int end) {
    switch (largeIntegers) {
      case STRING -> {
        replaceEverywhere(start, start, QUOTE);
        replaceEverywhere(end, end, QUOTE);
        size += 2 + end - start;
      }
      case ROUND -> {
        requireInRange(start);
        size += 9;
      }
      case FAIL -> {
        found(RecordProblem.LARGE_INTEGER, path.toString());
        size += 9;
      }
    }
  }

  private void requireInRange(int start) {
    if (!text.isInRange(start)) {
      throw new RecordProblemException(RecordProblem.OUT_OF_RANGE, "");
    }
  }

  private void replaceEverywhere(int start, int end, byte[] replacement) {
    recordEdits.replace(start, end, replacement);
    upsertEdits.replace(start, end, replacement);
  }

  /** Whether an integer is beyond 2^53. */
  static boolean isLarge(byte[] json, int start, int end) {
    int digits = json[start] == '-' ? start + 1 : start;
    int length = end - digits;
    return length > LARGEST_EXACT.length
        || (length == LARGEST_EXACT.length
            && Arrays.compare(json, digits, end, LARGEST_EXACT, 0, length) > 0);
  }

  /** The first that is found is the one that is said. */
  private void found(RecordProblem found, String place) {
    if (problem == null) {
      problem = new RecordProblemException(found, place);
    }
  }
}
