/** The requests that the stub got. */
@NullMarked
package dev.convexairbyte.stub.requests;

import org.jspecify.annotations.NullMarked;
