package dev.convexairbyte.stub.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** What the npm package convex makes of schemas. */
public final class SchemaOracle {

  private SchemaOracle() {}

  /** One of the schemas of the table. */
  public static JsonNode schema(String name) {
    return json().get("schemas").get(name);
  }

  static JsonNode json() {
    try (InputStream in =
        Objects.requireNonNull(
            SchemaOracle.class.getResourceAsStream("/spec/oracles/schema-oracle.json"))) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
