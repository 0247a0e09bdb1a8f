/** Stored files over HTTP: upload and download. */
@NullMarked
package dev.convexairbyte.stub.transfer;

import org.jspecify.annotations.NullMarked;
