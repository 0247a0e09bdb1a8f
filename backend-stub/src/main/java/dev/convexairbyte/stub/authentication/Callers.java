package dev.convexairbyte.stub.authentication;

import org.jspecify.annotations.Nullable;

/** Tells from an Authorization header who calls. */
@FunctionalInterface
public interface Callers {

  /** The caller; never throws. */
  Caller of(@Nullable String authorization);
}
