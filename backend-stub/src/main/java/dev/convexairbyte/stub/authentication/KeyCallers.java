package dev.convexairbyte.stub.authentication;

import dev.convexairbyte.stub.authentication.Caller.Admin;
import dev.convexairbyte.stub.authentication.Caller.Anonymous;
import dev.convexairbyte.stub.authentication.Caller.Unknown;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.http.Authenticator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows deploy keys, and refuses tokens: no auth provider is configured. */
public final class KeyCallers implements Callers {

  private final Authenticator authenticator;

  public KeyCallers(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  /** A key that may do only one thing may not call functions. */
  @Override
  public Caller of(@Nullable String authorization) {
    if (authorization == null) {
      return new Anonymous();
    }
    try {
      authenticator.identify(authorization).requireAllPermissions();
      return new Admin(Optional.empty());
    } catch (BackendException e) {
      return new Unknown(e);
    }
  }
}
