/** What went wrong in a sync, and whose doing it was. */
@NullMarked
package dev.convexairbyte.sync.failure;

import org.jspecify.annotations.NullMarked;
