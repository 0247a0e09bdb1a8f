/** The Functions API: queries, mutations and actions called over HTTP. */
@NullMarked
package dev.convexairbyte.stub.calling;

import org.jspecify.annotations.NullMarked;
