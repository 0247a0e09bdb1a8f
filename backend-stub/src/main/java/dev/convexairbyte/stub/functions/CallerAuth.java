package dev.convexairbyte.stub.functions;

import dev.convexairbyte.stub.app.Auth;
import dev.convexairbyte.stub.app.UserIdentity;
import dev.convexairbyte.stub.authentication.Caller;
import dev.convexairbyte.stub.authentication.Caller.Admin;
import dev.convexairbyte.stub.authentication.Caller.Unknown;
import dev.convexairbyte.stub.authentication.Caller.User;
import java.util.Optional;

/** Tells functions who called the first of them. */
record CallerAuth(Caller caller) implements Auth {

  @Override
  public Optional<UserIdentity> getUserIdentity() {
    if (caller instanceof User user) {
      return Optional.of(user.identity());
    }
    if (caller instanceof Admin admin) {
      return admin.actingAs();
    }
    if (caller instanceof Unknown unknown) {
      throw new IllegalStateException(unknown.refusal().sentence(), unknown.refusal());
    }
    return Optional.empty();
  }
}
