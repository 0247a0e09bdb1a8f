/** Which STATE may go back, and when. */
@NullMarked
package dev.convexairbyte.destination.state;

import org.jspecify.annotations.NullMarked;
