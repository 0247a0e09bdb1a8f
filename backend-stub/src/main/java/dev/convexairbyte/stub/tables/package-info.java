/** Tables and their indexes, as the rows of two system tables have them. */
@NullMarked
package dev.convexairbyte.stub.tables;

import org.jspecify.annotations.NullMarked;
