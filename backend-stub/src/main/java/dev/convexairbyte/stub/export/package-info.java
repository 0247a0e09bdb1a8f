/** Streaming export: schemas, snapshots and deltas. */
@NullMarked
package dev.convexairbyte.stub.export;

import org.jspecify.annotations.NullMarked;
