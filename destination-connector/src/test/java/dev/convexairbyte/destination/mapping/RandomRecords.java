package dev.convexairbyte.destination.mapping;

import java.util.Random;

/**
 * Records that are hard to tell: names that become one, come twice or cannot be had, numbers and
 * texts at the edge of what JSON and doubles can hold, and sizes around every limit.
 */
final class RandomRecords {

  private static final String[] NAMES = {
    "a",
    "_a",
    "$a",
    "_A",
    "source_a",
    "source_source_a",
    "source_source_source_a",
    "\\u0061",
    "\u00e4",
    "b",
    "id",
    "_id",
    "",
    "_",
    "a b",
    "x.y",
    "_ab_cdc_lsn",
    "_ab_cdc_deleted_at",
    "source_ab_cdc_lsn",
    "source_ab_cdc_deleted_at",
    "_AB_CDC_x",
    "\ud83d\ude00",
    "_" + "n".repeat(1017),
    "n".repeat(1024),
    "_" + "n".repeat(1018),
    "n".repeat(1025)
  };

  /** The last so many of the names cannot be stored. */
  private static final int BAD_NAMES = 2;

  private static final String[] SCALARS = {
    "0",
    "-0",
    "1",
    "1.0",
    "10e-1",
    "-1",
    "true",
    "false",
    "null",
    "\"\"",
    "\"1\"",
    "\"a\"",
    "\"\\u0061\"",
    "\"\\\"\\\\\\/\\n\\u00e9\"",
    "\"\u00e9\u4e2d\ud83d\ude00\"",
    "9007199254740991",
    "9007199254740992",
    "9007199254740993",
    "9007199254740992.0",
    "-9007199254740993",
    "9223372036854775808",
    "123456789012345678901234567890",
    "1e15",
    "1e16",
    "0.1",
    "1.5E+300",
    "5e-324",
    "0.0",
    "0e0",
    "-0.0",
    "-1e-999",
    "1.7976931348623157e308",
    "\"\\ud83d\\ude00\"",
    "1.7976931348623159e308",
    "1e309",
    "\"\\ud83d\"",
    "\"\\ude00\\ud83d\""
  };

  /** The last so many of the scalars cannot be stored. */
  private static final int BAD_SCALARS = 4;

  private final Random random;

  /** One in so many choices is of what cannot be stored. */
  private final int rarity;

  RandomRecords(Random random, int rarity) {
    this.random = random;
    this.rarity = rarity;
  }

  String next() {
    return object(3);
  }

  /** A record of about 1 MiB, give or take a few bytes. */
  String large() {
    String rest = object(2);
    int size = 1_048_400 + random.nextInt(130) - rest.length() * random.nextInt(2);
    String text = random.nextBoolean() ? "t".repeat(size) : "\u00fc".repeat(size / 2);
    return rest.replaceFirst("\\{", "{\"large\":\"" + text + (rest.equals("{}") ? "\"" : "\","));
  }

  /** A value of any kind, not of the kinds that cannot be stored. */
  String storable() {
    return value(2);
  }

  private String value(int depth) {
    int kind = random.nextInt(depth > 0 ? 10 : 6);
    if (kind < 6) {
      return SCALARS[index(SCALARS.length, BAD_SCALARS)];
    }
    if (kind < 8) {
      return object(depth - 1);
    }
    if (isRare()) {
      return edge();
    }
    StringBuilder array = new StringBuilder();
    for (int item = random.nextInt(3); item > 0; item--) {
      array.append(array.isEmpty() ? "" : space() + ",").append(value(depth - 1));
    }
    return "[" + array + space() + "]";
  }

  private String edge() {
    int more = random.nextInt(3);
    return RecordTemplate.expand(
        switch (random.nextInt(5)) {
          case 0 -> "<nested " + (12 + more * 2) + ">";
          case 1 -> "<objects " + (12 + more * 2) + ">";
          case 2 -> "<array " + (8191 + more) + ">";
          case 3 -> "<nested " + (61 + more) + ">";
          default -> "<fields " + (1023 + more) + ">";
        });
  }

  private String object(int depth) {
    StringBuilder object = new StringBuilder();
    for (int field = random.nextInt(5); field > 0; field--) {
      object
          .append(object.isEmpty() ? "" : ",")
          .append(space())
          .append('"')
          .append(NAMES[index(NAMES.length, BAD_NAMES)])
          .append('"')
          .append(space())
          .append(":")
          .append(value(depth));
    }
    return "{" + object + space() + "}";
  }

  private int index(int all, int bad) {
    return isRare() ? random.nextInt(all) : random.nextInt(all - bad);
  }

  private boolean isRare() {
    return rarity > 0 && random.nextInt(rarity) == 0;
  }

  private String space() {
    return random.nextInt(8) == 0 ? " " : "";
  }
}
