package dev.convexairbyte.stub.admin;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.http.Identity;
import dev.convexairbyte.stub.http.Permission;
import java.util.EnumSet;

/** Only who may do everything may change the stub itself. */
final class FullKey {

  private FullKey() {}

  /**
   * Throws BAD_DEPLOY_KEY without a key, and OPERATION_NOT_PERMITTED for one that lacks a right.
   */
  static void require(Identity identity) {
    identity.requireImport();
    EnumSet<Permission> missing = EnumSet.allOf(Permission.class);
    missing.removeAll(identity.permissions());
    for (Permission permission : missing) {
      throw new BackendException(BackendError.OPERATION_NOT_PERMITTED, permission.wireName());
    }
  }
}
