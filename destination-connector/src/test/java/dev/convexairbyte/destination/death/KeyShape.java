package dev.convexairbyte.destination.death;

import java.util.List;
import java.util.Random;

/** Where the key fields of a stream lie; every record has them, whether the key is used or not. */
enum KeyShape {
  SIMPLE,
  RENAMED,
  COMPOSITE,
  NESTED,
  NESTED_AND_RENAMED;

  /** As the source names them. */
  List<List<String>> paths() {
    return switch (this) {
      case SIMPLE -> List.of(List.of("id"));
      case RENAMED -> List.of(List.of("_id"));
      case COMPOSITE -> List.of(List.of("tenant"), List.of("id"));
      case NESTED -> List.of(List.of("who", "id"));
      case NESTED_AND_RENAMED -> List.of(List.of("who", "_id"), List.of("$region"));
    };
  }

  boolean hasTwoParts() {
    return paths().size() == 2;
  }

  List<Field> fields(KeyValue first, KeyValue second, Random random) {
    String one = first.spelled(random);
    String two = second.spelled(random);
    return switch (this) {
      case SIMPLE -> List.of(Field.kept("id", one, first.stored()));
      case RENAMED -> List.of(new Field("_id", one, "source_id", first.stored()));
      case COMPOSITE ->
          List.of(
              Field.kept("tenant", one, first.stored()), Field.kept("id", two, second.stored()));
      case NESTED ->
          List.of(
              Field.kept(
                  "who",
                  "{\"_a\": true, \"id\":" + one + "}",
                  "{\"id\":" + first.stored() + ",\"source_a\":true}"));
      case NESTED_AND_RENAMED ->
          List.of(
              Field.kept("who", "{\"_id\":" + one + "}", "{\"source_id\":" + first.stored() + "}"),
              new Field("$region", two, "source_region", second.stored()));
    };
  }
}
