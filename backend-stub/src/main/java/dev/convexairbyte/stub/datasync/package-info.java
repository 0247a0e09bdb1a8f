/** Data sync: a whole deployment, then its changes, behind one opaque cursor. */
@NullMarked
package dev.convexairbyte.stub.datasync;

import org.jspecify.annotations.NullMarked;
