/** {@code bin/sync} as a program, with both connectors as programs, between two stubs. */
@NullMarked
package dev.convexairbyte.acceptance.sync;

import org.jspecify.annotations.NullMarked;
