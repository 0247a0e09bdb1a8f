/** JSON as this module reads and writes it; the only place that configures Jackson. */
@NullMarked
package dev.convexairbyte.cdk.json;

import org.jspecify.annotations.NullMarked;
