/**
 * The Docker images as their users run them. {@link dev.convexairbyte.acceptance.image.Images}
 * finds them, {@link dev.convexairbyte.acceptance.image.ContainerNetwork} has a deployment for them
 * to talk to, and {@link dev.convexairbyte.acceptance.image.MountedFolder} their files.
 */
@NullMarked
package dev.convexairbyte.acceptance.image;

import org.jspecify.annotations.NullMarked;
