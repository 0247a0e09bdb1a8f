package dev.convexairbyte.stub.authentication;

import dev.convexairbyte.stub.app.UserIdentity;
import dev.convexairbyte.stub.errors.BackendException;
import java.util.Optional;

/** Who calls a function. */
public sealed interface Caller {

  /** No Authorization header. */
  record Anonymous() implements Caller {}

  /** A user with a valid token. */
  record User(UserIdentity identity) implements Caller {}

  /**
   * The holder of a deploy key.
   *
   * @param actingAs the user that the key speaks for, if it names one
   */
  record Admin(Optional<UserIdentity> actingAs) implements Caller {}

  /**
   * A header that is no valid key or token. The Functions API refuses it at once; an HTTP action
   * runs and fails when it asks for the user.
   */
  record Unknown(BackendException refusal) implements Caller {}
}
