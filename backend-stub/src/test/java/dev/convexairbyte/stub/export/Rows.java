package dev.convexairbyte.stub.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** Looks into pages of rows. */
final class Rows {

  private Rows() {}

  static List<String> ids(JsonNode page) {
    return column(page, "_id");
  }

  static List<String> tables(JsonNode page) {
    return column(page, "_table");
  }

  static List<String> column(JsonNode page, String name) {
    return StreamSupport.stream(page.get("values").spliterator(), false)
        .map(row -> row.path(name).asText())
        .toList();
  }
}
