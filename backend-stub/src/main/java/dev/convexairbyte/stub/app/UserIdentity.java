package dev.convexairbyte.stub.app;

import dev.convexairbyte.values.ConvexValue.ObjectValue;

/**
 * A user, as the claims of their token say. Mirrors UserIdentity of
 * npm-packages/convex/src/server/authentication.ts.
 *
 * @param tokenIdentifier issuer, {@code |} and subject
 * @param attributes all fields that a function sees, these three among them
 */
public record UserIdentity(
    String tokenIdentifier, String subject, String issuer, ObjectValue attributes) {}
