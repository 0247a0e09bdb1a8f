/** Programs that measure; none of them is part of a build. */
@NullMarked
package dev.convexairbyte.benchmarks;

import org.jspecify.annotations.NullMarked;
