/** Logging through SLF4J to LOG messages, and the process streams that could get in between. */
@NullMarked
package dev.convexairbyte.cdk.log;

import org.jspecify.annotations.NullMarked;
