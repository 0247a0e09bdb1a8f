package dev.convexairbyte.benchmarks;

import java.util.List;
import java.util.stream.Collectors;

/** The answer of /api/json_schemas: tables of ten fields of the common kinds. */
final class SourceSchemas {

  private static final String TABLE =
      """
      {"type":"object","properties":{
      "_id":{"type":"string","$description":"Id(documents)"},"_creationTime":{"type":"number"},
      "_ts":{"type":"integer"},"_deleted":{"type":"boolean"},"_component":{"type":"string"},"_table":{"type":"string"},
      "name":{"type":"string"},"age":{"anyOf":[{"type":"number"},{"type":"null"}]},
      "count":{"type":"string","$description":"int64 represented as base10 string"},
      "picture":{"type":"string","$description":"base64 bytes"},"done":{"type":"boolean"},
      "owner":{"type":"string","$description":"Id(users)"},
      "address":{"type":"object","properties":{"street":{"type":"string"},"city":{"type":"string"}},"additionalProperties":false,"required":["city","street"]},
      "tags":{"type":"array","items":{"type":"string"}},
      "either":{"anyOf":[{"type":"string"},{"type":"number"}]},
      "items":{"type":"array","items":{"type":"object","properties":{"price":{"type":"number"}},"additionalProperties":false,"required":["price"]}}},
      "additionalProperties":false,"required":["_creationTime","_id"],"$schema":"http://json-schema.org/draft-07/schema#"}""";

  private SourceSchemas() {}

  static String of(List<String> tables) {
    return tables.stream()
        .map(table -> "\"" + table + "\":" + TABLE)
        .collect(Collectors.joining(",", "{\"\":{", "}}"));
  }
}
