/** From the schemas that Convex infers to streams that Airbyte takes. */
@NullMarked
package dev.convexairbyte.source.catalog;

import org.jspecify.annotations.NullMarked;
