/** Names with wildcards, as people choose streams and fields. */
@NullMarked
package dev.convexairbyte.cdk.glob;

import org.jspecify.annotations.NullMarked;
