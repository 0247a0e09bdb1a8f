/** The stub's image as a container of Testcontainers, for tests of programs that use Convex. */
@NullMarked
package dev.convexairbyte.testcontainers;

import org.jspecify.annotations.NullMarked;
