/** The files that a command is given: config, catalog and state. */
@NullMarked
package dev.convexairbyte.cdk.file;

import org.jspecify.annotations.NullMarked;
