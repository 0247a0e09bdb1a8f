package dev.convexairbyte.values;

/**
 * The names that the backend stores for names that it is sent. Mirrors ValidIdentifier of
 * get-convex/convex-backend, crates/application/src/valid_identifier.rs.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Identifiers {

  private Identifiers() {}

  /** The table that a table name becomes; throws InvalidIdentifierException where none can. */
  public static String tableName(String name) {
    throw new UnsupportedOperationException(name);
  }

  /** The field that an object key becomes; throws InvalidIdentifierException where none can. */
  public static String fieldName(String name) {
    throw new UnsupportedOperationException(name);
  }
}
