package dev.convexairbyte.client;

/**
 * A table of a deployment.
 *
 * @param component the component's path, "" for the root
 */
public record TablePath(String component, String table) {}
