/** What the operator set. */
@NullMarked
package dev.convexairbyte.destination.config;

import org.jspecify.annotations.NullMarked;
