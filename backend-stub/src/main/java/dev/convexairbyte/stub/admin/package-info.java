/** The stub's own routes under /_stub: what a test does as the application, and to the server. */
@NullMarked
package dev.convexairbyte.stub.admin;

import org.jspecify.annotations.NullMarked;
