package dev.convexairbyte.acceptance.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A table of cases beside the tests: a head, then a case a line, semicolons between the columns.
 */
final class Cases {

  private Cases() {}

  static List<String[]> of(String file) throws IOException {
    byte[] table = Objects.requireNonNull(Cases.class.getResourceAsStream(file)).readAllBytes();
    return new String(table, StandardCharsets.UTF_8)
        .lines()
        .skip(1)
        .map(line -> line.split(";", -1))
        .toList();
  }
}
