/** A chat with pictures: what applications of the stub look like. */
@NullMarked
package dev.convexairbyte.example;

import org.jspecify.annotations.NullMarked;
