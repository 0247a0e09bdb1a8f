/** Streaming import: indexes, clearing and Airbyte's records. */
@NullMarked
package dev.convexairbyte.stub.importing;

import org.jspecify.annotations.NullMarked;
