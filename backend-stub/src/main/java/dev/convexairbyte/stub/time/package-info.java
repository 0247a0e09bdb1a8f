/** Spans of time as people write them, and the clock of a deployment. */
@NullMarked
package dev.convexairbyte.stub.time;

import org.jspecify.annotations.NullMarked;
