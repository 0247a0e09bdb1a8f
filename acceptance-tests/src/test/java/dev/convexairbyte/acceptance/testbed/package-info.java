/**
 * What a test of the connectors stands on: the programs and the deployments that they reach. There
 * are two beds, processes of this checkout and images in a network; a test with {@link
 * dev.convexairbyte.acceptance.testbed.OnEveryBed} runs on both.
 */
@NullMarked
package dev.convexairbyte.acceptance.testbed;

import org.jspecify.annotations.NullMarked;
