/** Texts that only this deployment can make and read. */
@NullMarked
package dev.convexairbyte.stub.tokens;

import org.jspecify.annotations.NullMarked;
