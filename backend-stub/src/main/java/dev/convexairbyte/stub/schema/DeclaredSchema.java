package dev.convexairbyte.stub.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.values.ConvexValue.ObjectValue;
import dev.convexairbyte.values.InvalidJsonException;
import dev.convexairbyte.values.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The schema of a deployment's root component.
 *
 * @param json what it was read from
 * @param tables what the documents of each table may be: ANY, or a union of objects without system
 *     fields; empty for a table that is listed without a type
 * @param indexes of each table by name, but for those that every table has
 * @param validation whether documents must match it
 */
public record DeclaredSchema(
    String json,
    SortedMap<String, Optional<Validator>> tables,
    Map<String, Map<String, DeclaredIndex>> indexes,
    boolean validation) {

  public DeclaredSchema {
    tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    indexes = Map.copyOf(indexes);
  }

  /** Reads the JSON that Convex's {@code export()} makes; throws InvalidSchemaException. */
  public static DeclaredSchema of(JsonNode json) {
    return SchemaReader.read(json);
  }

  /** Reads the text of such JSON; throws InvalidSchemaException. */
  public static DeclaredSchema parse(String json) {
    try {
      return of(StrictJson.parse(json.getBytes(StandardCharsets.UTF_8)));
    } catch (InvalidJsonException e) {
      throw new InvalidSchemaException("it is not valid JSON");
    }
  }

  /** An index of a table; empty where it is not declared. */
  public Optional<DeclaredIndex> index(String table, String name) {
    return Optional.ofNullable(indexes.getOrDefault(table, Map.of()).get(name));
  }

  /**
   * Why the document is none that the table may hold, as a part of a sentence without anything of
   * its values; empty where it matches, or nothing is checked.
   */
  public Optional<String> mismatch(String table, ObjectValue document, TableNumbers numbers) {
    if (!validation) {
      return Optional.empty();
    }
    return tables
        .getOrDefault(table, Optional.empty())
        .flatMap(type -> new ValueCheck(numbers).document(type, document))
        .map(mismatch -> mismatch.text("the document"));
  }
}
