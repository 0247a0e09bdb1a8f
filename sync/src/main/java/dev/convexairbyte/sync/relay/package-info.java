/** What the platform does between the two connectors in one attempt. */
@NullMarked
package dev.convexairbyte.sync.relay;

import org.jspecify.annotations.NullMarked;
