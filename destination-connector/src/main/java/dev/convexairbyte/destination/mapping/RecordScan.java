package dev.convexairbyte.destination.mapping;

import dev.convexairbyte.destination.config.LargeIntegers;
import dev.convexairbyte.values.ValueDecoder;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the bytes of a record, which finds what has to change before it is sent, where its
 * key stands, and what Convex could not store of it. Everything is counted as it would be stored:
 * by the new names, without the dropped fields, large integers as what they become. Used for one
 * record after the other.
 */
final class RecordScan {

  private static final int MAX_DOCUMENT_NESTING = 16;

  /** serde_json goes 127 deep, three of it being the request around the record. */
  private static final int MAX_JSON_NESTING = 124;

  private static final byte[] QUOTE = {'"'};

  private final Shapes shapes;
  private final LargeIntegers largeIntegers;
  private final JsonText text = new JsonText();
  private final RecordPath path = new RecordPath(MAX_JSON_NESTING);
  private final KeySpans keySpans;
  private final RecordEdits edits = new RecordEdits();
  private final DocumentSize size = new DocumentSize();
  private final NameChanges nameChanges = new NameChanges();

  private long objects;

  private JsonSlice data = JsonSlice.of(new byte[0]);
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
    edits.clear();
    size.clear();
    nameChanges.clear();
    isDropping = false;
    isDelete = false;
    isIrregular = false;
    problem = null;
  }

  private void requireSize() {
    RecordProblem tooLarge = size.problem();
    if (tooLarge != null) {
      found(tooLarge, size.largestField());
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
    return edits.asItCame(data);
  }

  /** The record with nothing in the field that makes it a delete. */
  JsonSlice asUpsert() {
    return edits.asUpsert(data);
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
    return size.largestField();
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
    size.add(2);
    int added = depth == 1 && isDelete && keySpans.paths() > 0 ? 1 : 0;
    if (fields + added > ValueDecoder.MAX_FIELDS) {
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
    size.add(2);
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
    long sizeBefore = size.stored();
    byte first = text.token();
    int start = text.position() - 1;
    if (field.role() == FieldShape.Role.STORED) {
      size.add(field.storedSize());
      value(first, field, false, depth);
    } else {
      dropped(first, field, depth);
    }
    if (depth == 1) {
      size.ended(field, sizeBefore);
    }
    KeyFields key = field.key();
    if (key != null && key.path() != KeyFields.NO_PATH) {
      keySpans.set(key.path(), start, text.position());
    }
  }

  private void dropped(byte first, FieldShape field, int depth) {
    long sizeBefore = size.stored();
    int start = text.position() - 1;
    isDropping = true;
    value(first, field, false, depth);
    isDropping = false;
    size.drop(field, sizeBefore);
    if (field.role() == FieldShape.Role.DELETED_AT) {
      isDelete = first != 'n';
      edits.deletedAt(start, text.position());
    }
  }

  private void value(byte first, FieldShape field, boolean isItem, int depth) {
    switch (first) {
      case '{' -> object(shapes.of(field, isItem), depth + 1);
      case '[' -> array(field, depth + 1);
      case '"' -> {
        text.string();
        size.add(2 + text.storedBytes());
      }
      case 't' -> literal("rue");
      case 'f' -> literal("alse");
      case 'n' -> literal("ull");
      default -> number(first);
    }
  }

  private void literal(String rest) {
    text.literal(rest);
    size.add(1);
  }

  private void number(byte first) {
    int start = text.position() - 1;
    text.number(first);
    int end = text.position();
    if (text.isInteger() && !isDropping && ExactIntegers.areExceededBy(data.bytes(), start, end)) {
      largeInteger(start, end);
      return;
    }
    requireInRange(start);
    size.add(9);
  }

  private void largeInteger(int start, int end) {
    switch (largeIntegers) {
      case STRING -> {
        edits.replace(start, start, QUOTE);
        edits.replace(end, end, QUOTE);
        size.add(2 + end - start);
      }
      case ROUND -> {
        requireInRange(start);
        size.add(9);
      }
      case FAIL -> {
        found(RecordProblem.LARGE_INTEGER, path.toString());
        size.add(9);
      }
    }
  }

  private void requireInRange(int start) {
    if (!text.isInRange(start)) {
      throw new RecordProblemException(RecordProblem.OUT_OF_RANGE, "");
    }
  }

  /** The first that is found is the one that is said. */
  private void found(RecordProblem found, String place) {
    if (problem == null) {
      problem = new RecordProblemException(found, place);
    }
  }
}
