package dev.convexairbyte.stub;

import dev.convexairbyte.stub.http.AccessKeys;
import dev.convexairbyte.stub.http.AdminKey;
import dev.convexairbyte.stub.http.Permission;
import java.util.Optional;

/**
 * The keys of a deployment, and its plan.
 *
 * @param chosen whether the admin key was given: one that was not gives way to the one that is kept
 * @param streamingExport whether the plan has it
 */
record KeySettings(
    AdminKey admin,
    boolean chosen,
    Optional<AdminKey> readOnly,
    Optional<AdminKey> importOnly,
    boolean streamingExport) {

  /**
   * @param counting the admin key that counts: that of the settings, or one that was kept
   */
  AccessKeys access(AdminKey counting) {
    AccessKeys keys = new AccessKeys(counting);
    readOnly.ifPresent(key -> keys.with(key, Permission.VIEW_DATA));
    importOnly.ifPresent(key -> keys.with(key, Permission.IMPORT_BACKUPS));
    return keys;
  }
}
