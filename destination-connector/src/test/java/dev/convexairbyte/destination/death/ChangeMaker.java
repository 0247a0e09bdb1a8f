package dev.convexairbyte.destination.death;

import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Makes records: odd names, odd spellings, any order of fields, sizes around a batch's. */
final class ChangeMaker {

  private static final List<String> SPELLED =
      List.of("a", "B", "é", "\\u00e9", "\\n", "\\\"", "\\\\", "/", "\\/", "\\ud83d\\ude00", "😀");
  private static final List<String> MEANT =
      List.of("a", "B", "é", "é", "\n", "\"", "\\", "/", "/", "😀", "😀");
  private static final List<String> DELETED_AT = List.of("\"2026-01-01T00:00:00Z\"", "false", "0");
  private static final BigInteger LARGEST_EXACT = BigInteger.TWO.pow(53);
  private static final List<String> INTEGERS =
      List.of(
          "5",
          "9007199254740992",
          "9007199254740993",
          "-9007199254740995",
          "123456789012345678901234567890");

  private final Random random;
  private final boolean roundsLargeIntegers;
  private final boolean refusesLargeIntegers;
  private final boolean skips;
  private int made;

  ChangeMaker(Random random, Connection connection) {
    this.random = random;
    this.roundsLargeIntegers = connection.roundsLargeIntegers();
    this.refusesLargeIntegers = connection.refusesLargeIntegers();
    this.skips = connection.skips();
  }

  /** A record that is written. */
  Change upsert(CopiedStream stream) {
    Change change = make(stream, false);
    return change.isSkipped() ? upsert(stream) : change;
  }

  /** A record that one time in so many is a delete. */
  Change any(CopiedStream stream, int deletes) {
    return make(stream, random.nextInt(deletes) == 0);
  }

  private Change make(CopiedStream stream, boolean isDelete) {
    KeyShape shape = stream.shape();
    KeyValue first = KeyValue.any(random, shape.hasTwoParts() ? 3 : 6);
    KeyValue second = KeyValue.any(random, 3);
    int number = ++made;
    List<Field> fields = new ArrayList<>(shape.fields(first, second, random));
    fields.add(Field.kept("number", Integer.toString(number), number + ".0"));
    boolean hasLargeInteger = !isDelete && addPayload(fields);
    boolean isOdd = !isDelete && mayBeOdd(stream) && addOddField(fields);
    boolean isSkipped =
        skips
            && ((hasLargeInteger && refusesLargeIntegers)
                || (isOdd && stream.declared() != Declared.NOTHING));
    if (isDelete) {
      if (random.nextInt(4) == 0) {
        fields.add(Field.kept("gone", "true", "true"));
      }
      fields.add(Field.dropped("_ab_cdc_deleted_at", any(DELETED_AT)));
    }
    Collections.shuffle(fields, random);
    String key = shape.hasTwoParts() ? first.stored() + "|" + second.stored() : first.stored();
    return new Change(
        number, key, isDelete, hasLargeInteger, isSkipped, data(fields), Field.stored(fields));
  }

  /** Where it would end the write, no record has a field that the schema refuses. */
  private boolean mayBeOdd(CopiedStream stream) {
    return skips || stream.declared() == Declared.NOTHING;
  }

  private boolean addOddField(List<Field> fields) {
    if (random.nextInt(3) > 0) {
      return false;
    }
    fields.add(
        Field.kept(
            Declared.ODD_FIELD,
            "[ 1,{\"_a\":[],\"b\":-0.5e1}]",
            "[1.0,{\"b\":-5.0,\"source_a\":[]}]"));
    return true;
  }

  private boolean addPayload(List<Field> fields) {
    fields.add(text());
    if (random.nextInt(3) == 0) {
      fields.add(new Field("_private", "null", "source_private", "null"));
    }
    if (random.nextInt(3) == 0) {
      fields.add(Field.dropped("_ab_cdc_lsn", "9007199254740993"));
    }
    if (random.nextInt(3) == 0) {
      fields.add(Field.dropped("_ab_cdc_deleted_at", "null"));
    }
    if (random.nextInt(4) > 0) {
      return false;
    }
    String digits = any(INTEGERS);
    boolean isLarge = new BigInteger(digits).abs().compareTo(LARGEST_EXACT) > 0;
    fields.add(Field.kept("integer", digits, storedInteger(digits, isLarge)));
    return isLarge;
  }

  private String storedInteger(String digits, boolean isLarge) {
    return isLarge && !roundsLargeIntegers
        ? "\"" + digits + "\""
        : Double.toString(Double.parseDouble(digits));
  }

  private Field text() {
    StringBuilder spelled = new StringBuilder();
    StringBuilder meant = new StringBuilder();
    int length = random.nextInt(random.nextInt(25) == 0 ? 1_200 : 40);
    for (int index = 0; index < length; index++) {
      int character = random.nextInt(SPELLED.size());
      spelled.append(SPELLED.get(character));
      meant.append(MEANT.get(character));
    }
    return Field.kept("text", "\"" + spelled + "\"", TextNode.valueOf(meant.toString()).toString());
  }

  private String data(List<Field> fields) {
    String separator = any(List.of(",", ", ", " ,\t"));
    return fields.stream()
        .map(field -> "\"" + field.name() + "\"" + any(List.of(":", " : ")) + field.value())
        .collect(Collectors.joining(separator, "{", "}"));
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
