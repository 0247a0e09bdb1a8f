/** Functions that run later: what is scheduled, and what runs it. */
@NullMarked
package dev.convexairbyte.stub.scheduling;

import org.jspecify.annotations.NullMarked;
