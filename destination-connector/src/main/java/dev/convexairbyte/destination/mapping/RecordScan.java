package dev.convexairbyte.destination.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.convexairbyte.destination.config.LargeIntegers;
import dev.convexairbyte.destination.plan.CdcFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** One pass over the tokens of a record, which finds what has to change before it is sent. */
final class RecordScan {

  /** 2^53: beyond it two integers may be one double. */
  private static final String LARGEST_EXACT = "9007199254740992";

  private static final byte[] QUOTE = {'"'};
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private final JsonParser parser;
  private final JsonSlice data;
  private final StoredNames storedNames;
  private final @Nullable KeyFields keyFields;
  private final LargeIntegers largeIntegers;

  private final Edits upsertEdits = new Edits();
  private final Edits recordEdits = new Edits();
  private final BitSet pathsFound = new BitSet();
  private boolean isDelete;

  RecordScan(
      JsonParser parser,
      JsonSlice data,
      StoredNames storedNames,
      @Nullable KeyFields keyFields,
      LargeIntegers largeIntegers) {
    this.parser = parser;
    this.data = data;
    this.storedNames = storedNames;
    this.keyFields = keyFields;
    this.largeIntegers = largeIntegers;
  }

  /**
   * Reads the record to its end.
   *
   * @throws UnwritableFieldException if a field cannot be sent
   */
  void run() throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("not an object");
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      KeyFields field = enter(keyFields, name);
      String storedName = storedNames.of(name);
      parser.nextToken();
      if (!CdcFields.isDropped(storedName)) {
        value(field);
      } else if (CdcFields.isDeletedAt(storedName)) {
        deletedAt();
      } else {
        parser.skipChildren();
      }
    }
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

  /** The first of the key's paths that the record does not have. */
  int firstMissingPath(int paths) {
    int missing = pathsFound.nextClearBit(0);
    return missing < paths ? missing : KeyFields.NO_PATH;
  }

  private @Nullable KeyFields enter(@Nullable KeyFields parent, String name) {
    if (parent == null) {
      return null;
    }
    String rival = parent.rival(name, storedNames);
    if (rival != null) {
      throw new UnwritableFieldException(
          "Convex would store the key field "
              + rival
              + " and the field "
              + name
              + " under one name",
          "leave one of the two out at the source or choose another primary key");
    }
    KeyFields field = parent.field(name);
    if (field != null && field.path() != KeyFields.NO_PATH) {
      pathsFound.set(field.path());
    }
    return field;
  }

  private void value(@Nullable KeyFields field) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      object(field);
    } else if (token == JsonToken.START_ARRAY) {
      array();
    } else if (token == JsonToken.VALUE_NUMBER_INT) {
      integer();
    }
  }

  private void object(@Nullable KeyFields keyObject) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      KeyFields field = enter(keyObject, parser.currentName());
      parser.nextToken();
      value(field);
    }
  }

  private void array() throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      value(null);
    }
  }

  private void integer() throws IOException {
    if (parser.getTextLength() < LARGEST_EXACT.length() || !isLarge(parser.getText())) {
      return;
    }
    switch (largeIntegers) {
      case STRING -> {
        int start = offset(parser.currentTokenLocation().getByteOffset());
        int end = start + parser.getTextLength();
        replaceEverywhere(start, start, QUOTE);
        replaceEverywhere(end, end, QUOTE);
      }
      case ROUND -> {}
      case FAIL ->
          throw new UnwritableFieldException(
              "the integer at "
                  + parser.getParsingContext().pathAsPointer()
                  + " is beyond 2^53 and Convex would round it",
              "set large_integers to string or round");
    }
  }

  private void replaceEverywhere(int start, int end, byte[] text) {
    recordEdits.replace(start, end, text);
    upsertEdits.replace(start, end, text);
  }

  private static boolean isLarge(String integer) {
    String digits = integer.startsWith("-") ? integer.substring(1) : integer;
    return digits.length() > LARGEST_EXACT.length()
        || (digits.length() == LARGEST_EXACT.length() && digits.compareTo(LARGEST_EXACT) > 0);
  }

  private void deletedAt() throws IOException {
    isDelete = parser.currentToken() != JsonToken.VALUE_NULL;
    int start = offset(parser.currentTokenLocation().getByteOffset());
    parser.skipChildren();
    parser.finishToken();
    upsertEdits.replace(start, offset(parser.currentLocation().getByteOffset()), NULL);
  }

  private int offset(long offsetInRecord) {
    return data.start() + (int) offsetInRecord;
  }
}
