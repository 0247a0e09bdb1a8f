/** The command line of the stub. */
@NullMarked
package dev.convexairbyte.stub.cli;

import org.jspecify.annotations.NullMarked;
