package dev.convexairbyte.destination.plan;

/**
 * The top-level fields that the backend takes for itself, by the names that it stores. Mirrors
 * get-convex/convex-backend, crates/application/src/airbyte_import.rs.
 */
public final class CdcFields {

  private static final String PREFIX = "source_ab_cdc";
  private static final String DELETED_AT = "source_ab_cdc_deleted_at";

  private CdcFields() {}

  /** Whether the field is left out of what is stored. */
  public static boolean isDropped(String storedName) {
    return storedName.startsWith(PREFIX);
  }

  /** Whether the field makes its record a delete, unless it is null. */
  public static boolean isDeletedAt(String storedName) {
    return storedName.equals(DELETED_AT);
  }
}
