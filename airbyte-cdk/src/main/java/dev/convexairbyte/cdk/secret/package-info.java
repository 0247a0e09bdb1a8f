/** What may not be shown. */
@NullMarked
package dev.convexairbyte.cdk.secret;

import org.jspecify.annotations.NullMarked;
