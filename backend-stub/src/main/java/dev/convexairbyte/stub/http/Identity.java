package dev.convexairbyte.stub.http;

import dev.convexairbyte.stub.app.UserIdentity;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import java.util.Optional;
import java.util.Set;

/**
 * Who calls, and what they may do.
 *
 * @param caller what was proven
 * @param permissions of the key that was brought; empty without one
 * @param user whom the token or the key speaks for, if anyone
 * @param streamingExport whether the deployment's plan has streaming export
 */
public record Identity(
    Caller caller,
    Set<Permission> permissions,
    Optional<UserIdentity> user,
    boolean streamingExport) {

  /** Kinds of callers. */
  enum Caller {
    ANONYMOUS,
    /** One of the deployment's users. */
    USER,
    /** One of the deployment's keys. */
    ADMIN,
    /** One of the deployment's keys, acting as one of the deployment's users. */
    ADMIN_AS_USER
  }

  /**
   * Throws STREAMING_EXPORT_NOT_ENABLED where the plan lacks it, to whomever asks, then
   * BAD_DEPLOY_KEY without a key and OPERATION_NOT_PERMITTED for a key that may not read.
   */
  public void requireExport() {
    if (!streamingExport) {
      throw new BackendException(BackendError.STREAMING_EXPORT_NOT_ENABLED);
    }
    require(Permission.VIEW_DATA);
  }

  /** Throws BAD_DEPLOY_KEY without a key and OPERATION_NOT_PERMITTED for one that may not write. */
  public void requireImport() {
    require(Permission.IMPORT_BACKUPS);
  }

  /** Throws like the others unless the key may do everything, and acts as nobody else. */
  public void requireEverything() {
    requireAllPermissions();
    requireSystem();
  }

  /** Throws like the others unless the key may do everything, whoever it acts as. */
  public void requireAllPermissions() {
    for (Permission permission : Permission.values()) {
      require(permission);
    }
  }

  /** Whether the caller is a user, by a token of an auth provider. */
  public boolean isUser() {
    return caller == Caller.USER;
  }

  private void require(Permission permission) {
    if (caller == Caller.ANONYMOUS || caller == Caller.USER) {
      throw new BackendException(BackendError.BAD_DEPLOY_KEY);
    }
    if (!permissions.contains(permission)) {
      throw new BackendException(BackendError.OPERATION_NOT_PERMITTED, permission.wireName());
    }
  }

  /** Throws SYSTEM_IDENTITY_REQUIRED for who acts as a user. */
  public void requireSystem() {
    if (caller == Caller.ADMIN_AS_USER) {
      throw new BackendException(BackendError.SYSTEM_IDENTITY_REQUIRED);
    }
  }
}
