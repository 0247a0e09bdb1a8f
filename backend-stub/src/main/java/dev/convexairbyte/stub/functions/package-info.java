/** Runs an application's queries, mutations and actions. */
@NullMarked
package dev.convexairbyte.stub.functions;

import org.jspecify.annotations.NullMarked;
