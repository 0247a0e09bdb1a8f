/** What is made to go wrong, and when. */
@NullMarked
package dev.convexairbyte.stub.faults;

import org.jspecify.annotations.NullMarked;
