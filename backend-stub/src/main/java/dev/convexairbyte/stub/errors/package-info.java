/** What the backend says when it does not do what it was asked. */
@NullMarked
package dev.convexairbyte.stub.errors;

import org.jspecify.annotations.NullMarked;
