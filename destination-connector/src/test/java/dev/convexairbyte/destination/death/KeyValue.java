package dev.convexairbyte.destination.death;

import java.util.List;
import java.util.Random;

/**
 * A value of a key field.
 *
 * @param spellings JSON texts that the backend takes for the same value
 * @param stored as {@link Rows} writes it
 */
record KeyValue(List<String> spellings, String stored) {

  private static final List<KeyValue> ALL =
      List.of(
          new KeyValue(List.of("1", "1.0", "1e0", "10E-1"), "1.0"),
          new KeyValue(List.of("\"1\"", "\"\\u0031\""), "\"1\""),
          new KeyValue(List.of("2.5", "25e-1"), "2.5"),
          new KeyValue(List.of("null"), "null"),
          new KeyValue(List.of("\"ü\"", "\"\\u00fc\"", "\"\\u00FC\""), "\"ü\""),
          new KeyValue(List.of("\"\""), "\"\""));

  /** One of the first few, so that keys come again. */
  static KeyValue any(Random random, int most) {
    return ALL.get(random.nextInt(Math.min(most, ALL.size())));
  }

  String spelled(Random random) {
    return spellings.get(random.nextInt(spellings.size()));
  }
}
