package dev.convexairbyte.stub.authentication;

import dev.convexairbyte.stub.authentication.Caller.Admin;
import dev.convexairbyte.stub.authentication.Caller.Anonymous;
import dev.convexairbyte.stub.authentication.Caller.Unknown;
import dev.convexairbyte.stub.authentication.Caller.User;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Identity;
import org.jspecify.annotations.Nullable;

/** Knows the deployment's keys and the users of its auth providers. */
public final class DeploymentCallers implements Callers {

  private final Authenticator authenticator;

  public DeploymentCallers(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  /** A key that may do only one thing may not call functions. */
  @Override
  public Caller of(@Nullable String authorization) {
    if (authorization == null) {
      return new Anonymous();
    }
    try {
      return caller(authenticator.identify(authorization));
    } catch (BackendException e) {
      return new Unknown(e);
    }
  }

  private static Caller caller(Identity identity) {
    if (identity.isUser()) {
      return new User(identity.user().orElseThrow());
    }
    identity.requireAllPermissions();
    return new Admin(identity.user());
  }
}
