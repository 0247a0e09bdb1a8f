/** Convex as an Airbyte source: check, discover, read. */
@NullMarked
package dev.convexairbyte.source;

import org.jspecify.annotations.NullMarked;
