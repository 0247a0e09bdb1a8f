/** What a sync remembers for the next one. */
@NullMarked
package dev.convexairbyte.sync.state;

import org.jspecify.annotations.NullMarked;
