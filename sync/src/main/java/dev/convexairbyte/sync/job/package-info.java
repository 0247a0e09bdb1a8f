/** Syncs, refreshes and clears, each tried until it succeeds or is given up. */
@NullMarked
package dev.convexairbyte.sync.job;

import org.jspecify.annotations.NullMarked;
