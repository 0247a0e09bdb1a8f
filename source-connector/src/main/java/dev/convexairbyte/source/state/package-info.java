/** Where a stream stands, and how that is saved between syncs. */
@NullMarked
package dev.convexairbyte.source.state;

import org.jspecify.annotations.NullMarked;
