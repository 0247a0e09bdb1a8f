/** Programs that measure; each prints what it measured. */
@NullMarked
package dev.convexairbyte.benchmarks;

import org.jspecify.annotations.NullMarked;
