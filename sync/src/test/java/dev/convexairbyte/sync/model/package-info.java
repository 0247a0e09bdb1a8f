/**
 * Random jobs of random connections, with deaths of both connectors, against a destination and a
 * source that know what should come of them.
 */
@NullMarked
package dev.convexairbyte.sync.model;

import org.jspecify.annotations.NullMarked;
