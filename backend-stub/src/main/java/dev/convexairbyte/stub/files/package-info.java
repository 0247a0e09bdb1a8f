/** Stored files: their bytes, in memory or in a directory, and what the tables know of them. */
@NullMarked
package dev.convexairbyte.stub.files;

import org.jspecify.annotations.NullMarked;
