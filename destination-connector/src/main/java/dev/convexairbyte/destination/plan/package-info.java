/** What the catalog asks of each stream: table, key, and whether the table is cleared first. */
@NullMarked
package dev.convexairbyte.destination.plan;

import org.jspecify.annotations.NullMarked;
