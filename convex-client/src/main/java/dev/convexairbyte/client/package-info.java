/** What a connector asks of a Convex deployment: one method an intent, errors by kind. */
@NullMarked
package dev.convexairbyte.client;

import org.jspecify.annotations.NullMarked;
