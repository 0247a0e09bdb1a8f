/** The command line of bin/sync. */
@NullMarked
package dev.convexairbyte.sync.cli;

import org.jspecify.annotations.NullMarked;
