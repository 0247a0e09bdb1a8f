/** What the stub lets a person set over HTTP, where the real backend has other ways. */
@NullMarked
package dev.convexairbyte.stub.admin;

import org.jspecify.annotations.NullMarked;
