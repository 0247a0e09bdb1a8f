/** The append-only log of document revisions, which everything else is read from. */
@NullMarked
package dev.convexairbyte.stub.log;

import org.jspecify.annotations.NullMarked;
