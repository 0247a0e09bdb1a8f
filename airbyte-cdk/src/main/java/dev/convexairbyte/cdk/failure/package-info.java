/** Failures that their reader can act on. */
@NullMarked
package dev.convexairbyte.cdk.failure;

import org.jspecify.annotations.NullMarked;
