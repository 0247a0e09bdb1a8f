/** The stub as an extension of JUnit 5, which whoever uses it brings along. */
@NullMarked
package dev.convexairbyte.stub.junit;

import org.jspecify.annotations.NullMarked;
