/** Transactions over the log: what they read, write and may not exceed. */
@NullMarked
package dev.convexairbyte.stub.database;

import org.jspecify.annotations.NullMarked;
