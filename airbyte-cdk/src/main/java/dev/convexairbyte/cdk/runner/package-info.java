/** From the arguments of the process to its exit code. */
@NullMarked
package dev.convexairbyte.cdk.runner;

import org.jspecify.annotations.NullMarked;
