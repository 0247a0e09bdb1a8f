/**
 * What a person writes a deployment's functions and HTTP actions against. Mirrors {@code
 * convex/server} of the npm package {@code convex} (get-convex/convex-backend,
 * npm-packages/convex/src/server), with values as {@link dev.convexairbyte.values.ConvexValue}.
 */
@NullMarked
package dev.convexairbyte.stub.app;

import org.jspecify.annotations.NullMarked;
