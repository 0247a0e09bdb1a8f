/** One write: batches, clears, indexes, and the order of it all. */
@NullMarked
package dev.convexairbyte.destination.write;

import org.jspecify.annotations.NullMarked;
