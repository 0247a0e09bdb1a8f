/** Runs the connectors as programs, as a platform does, and compares what they copied. */
@NullMarked
package dev.convexairbyte.acceptance;

import org.jspecify.annotations.NullMarked;
