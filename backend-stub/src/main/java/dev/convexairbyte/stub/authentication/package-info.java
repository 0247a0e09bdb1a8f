/** Who calls: what an Authorization header says. */
@NullMarked
package dev.convexairbyte.stub.authentication;

import org.jspecify.annotations.NullMarked;
