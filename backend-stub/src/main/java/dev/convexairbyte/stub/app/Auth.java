package dev.convexairbyte.stub.app;

import java.util.Optional;

/** Who calls a function. */
public interface Auth {

  /**
   * The user of a valid token; empty for an anonymous caller and for a deploy key.
   *
   * @throws IllegalStateException in an HTTP action whose request has an Authorization header that
   *     is no valid token
   */
  Optional<UserIdentity> getUserIdentity();
}
