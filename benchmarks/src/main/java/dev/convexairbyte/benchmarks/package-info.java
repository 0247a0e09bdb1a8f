/** What the budgets are measured with: whole programs against prepared bytes, and JMH. */
@NullMarked
package dev.convexairbyte.benchmarks;

import org.jspecify.annotations.NullMarked;
