/** Requests, responses, routes and authentication, free of any server. */
@NullMarked
package dev.convexairbyte.stub.http;

import org.jspecify.annotations.NullMarked;
