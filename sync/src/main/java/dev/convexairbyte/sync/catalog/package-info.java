/** The streams of a connection, and how each is read and written. */
@NullMarked
package dev.convexairbyte.sync.catalog;

import org.jspecify.annotations.NullMarked;
