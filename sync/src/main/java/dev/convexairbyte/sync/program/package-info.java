/** The two connectors as programs. */
@NullMarked
package dev.convexairbyte.sync.program;

import org.jspecify.annotations.NullMarked;
