/** What the application of a deployment writes, for the tests that play it. */
@NullMarked
package dev.convexairbyte.stub.application;

import org.jspecify.annotations.NullMarked;
