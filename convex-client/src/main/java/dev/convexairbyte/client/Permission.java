package dev.convexairbyte.client;

/** What a key must be allowed to do for an endpoint to answer. */
enum Permission {
  VIEW_DATA("deployment:data:view"),
  IMPORT("deployment:backups:import");

  private final String wireName;

  Permission(String wireName) {
    this.wireName = wireName;
  }

  String wireName() {
    return wireName;
  }
}
