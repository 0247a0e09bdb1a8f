/** One sync at a time a connection, and what a killed one leaves behind. */
@NullMarked
package dev.convexairbyte.sync.lock;

import org.jspecify.annotations.NullMarked;
