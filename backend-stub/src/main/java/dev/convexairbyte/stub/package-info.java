/** A local Convex deployment, to start from a test or from the command line. */
@NullMarked
package dev.convexairbyte.stub;

import org.jspecify.annotations.NullMarked;
