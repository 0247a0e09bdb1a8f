/** From the bytes of a RECORD to the bytes that are sent. */
@NullMarked
package dev.convexairbyte.destination.mapping;

import org.jspecify.annotations.NullMarked;
