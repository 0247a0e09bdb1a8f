/** The command line. */
@NullMarked
package dev.convexairbyte.cdk.command;

import org.jspecify.annotations.NullMarked;
