/**
 * The router of HTTP actions, what they get and what they return. Mirrors
 * get-convex/convex-backend, npm-packages/convex/src/server/router.ts, and the parts of the Fetch
 * API that Convex's runtime has.
 */
@NullMarked
package dev.convexairbyte.stub.routing;

import org.jspecify.annotations.NullMarked;
