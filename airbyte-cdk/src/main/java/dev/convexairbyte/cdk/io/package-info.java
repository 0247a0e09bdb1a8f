/** The two ends of the pipe: the owner of standard output and the reader of standard input. */
@NullMarked
package dev.convexairbyte.cdk.io;

import org.jspecify.annotations.NullMarked;
