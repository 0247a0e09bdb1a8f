/** The connector's spec: how it is answered, and what it demands of a config. */
@NullMarked
package dev.convexairbyte.cdk.spec;

import org.jspecify.annotations.NullMarked;
