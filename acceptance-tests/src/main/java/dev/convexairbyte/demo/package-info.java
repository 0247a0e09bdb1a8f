/** The main job, shown on real data. */
@NullMarked
package dev.convexairbyte.demo;

import org.jspecify.annotations.NullMarked;
