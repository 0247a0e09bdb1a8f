/** The walks: one over a snapshot, one over the log. */
@NullMarked
package dev.convexairbyte.source.read;

import org.jspecify.annotations.NullMarked;
