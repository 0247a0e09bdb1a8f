/** Schemas that a deployment declares, and whether documents match them. */
@NullMarked
package dev.convexairbyte.stub.schema;

import org.jspecify.annotations.NullMarked;
