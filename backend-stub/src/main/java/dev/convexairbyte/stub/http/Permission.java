package dev.convexairbyte.stub.http;

/**
 * What a deploy key may be allowed to do, as far as the stub has operations for it. Names are those
 * of get-convex/convex-backend, crates/roles/src/types.rs.
 */
public enum Permission {
  /** All of streaming export. */
  VIEW_DATA("deployment:data:view"),
  /** All of streaming import but replace_tables, which nobody may call. */
  IMPORT_BACKUPS("deployment:backups:import");

  private final String wireName;

  Permission(String wireName) {
    this.wireName = wireName;
  }

  /** How messages name it. */
  public String wireName() {
    return wireName;
  }
}
