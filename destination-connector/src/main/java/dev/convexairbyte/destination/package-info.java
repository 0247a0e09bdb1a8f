/** Anything to Convex: check and write. */
@NullMarked
package dev.convexairbyte.destination;

import org.jspecify.annotations.NullMarked;
