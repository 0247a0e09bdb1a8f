/** Runs an application's HTTP actions and answers what no action does; no server in it. */
@NullMarked
package dev.convexairbyte.stub.httpactions;

import org.jspecify.annotations.NullMarked;
