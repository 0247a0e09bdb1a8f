package dev.convexairbyte.stub.http;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;

/** Who calls. */
public enum Identity {
  ANONYMOUS,
  /** The deployment's key. */
  ADMIN,
  /** The deployment's key, acting as one of the deployment's users. */
  ADMIN_AS_USER;

  /** Throws BAD_DEPLOY_KEY for who brought no key. */
  public void requireAdmin() {
    if (this == ANONYMOUS) {
      throw new BackendException(BackendError.BAD_DEPLOY_KEY);
    }
  }

  /** Throws SYSTEM_IDENTITY_REQUIRED for who acts as a user. */
  public void requireSystem() {
    if (this == ADMIN_AS_USER) {
      throw new BackendException(BackendError.SYSTEM_IDENTITY_REQUIRED);
    }
  }
}
