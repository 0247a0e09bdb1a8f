/** Test programs of Airbyte's, run over the connectors as whoever wrote them means them to be. */
@NullMarked
package dev.convexairbyte.acceptance.harness;

import org.jspecify.annotations.NullMarked;
