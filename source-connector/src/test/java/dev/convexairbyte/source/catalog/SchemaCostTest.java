package dev.convexairbyte.source.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Twice as much to describe costs twice as much, whatever grows; counted, not timed. */
class SchemaCostTest {

  private static final String INT64 =
      "{\"$description\":\"int64 represented as base10 string\",\"type\":\"string\"}";

  @Test
  void theCostGrowsWithTheFields() throws IOException {
    long least = looks(object(10));

    assertThat(looks(object(100))).isGreaterThan(least).isLessThanOrEqualTo(10 * least);
  }

  @Test
  void theCostGrowsWithTheVariantsOfAUnion() throws IOException {
    long least = looks(union(10));

    assertThat(looks(union(100))).isGreaterThan(least).isLessThanOrEqualTo(10 * least);
  }

  @Test
  void theCostGrowsWithTheDepth() throws IOException {
    long least = looks(nested(10));

    assertThat(looks(nested(100))).isGreaterThan(least).isLessThanOrEqualTo(10 * least);
  }

  private static long looks(String schema) throws IOException {
    CountedJson json = new CountedJson();
    FieldSchema.of(json.parse(schema));
    return json.looks();
  }

  private static String object(int fields) {
    return IntStream.range(0, fields)
        .mapToObj(field -> "\"f" + field + "\":" + INT64)
        .collect(Collectors.joining(",", "{\"type\":\"object\",\"properties\":{", "}}"));
  }

  private static String union(int variants) {
    return IntStream.range(0, variants)
        .mapToObj(
            variant ->
                "{\"type\":\"object\",\"properties\":{\"same\":"
                    + INT64
                    + ",\"own"
                    + variant
                    + "\":{\"type\":\"null\"}}}")
        .collect(Collectors.joining(",", "{\"anyOf\":[", "]}"));
  }

  private static String nested(int depth) {
    String schema = INT64;
    for (int level = 0; level < depth; level++) {
      schema =
          "{\"anyOf\":[{\"type\":\"null\"},{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"a\":"
              + schema
              + "}}}]}";
    }
    return schema;
  }
}
