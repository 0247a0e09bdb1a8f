package dev.convexairbyte.client;

/**
 * What follows the rows of a page.
 *
 * @param cursor nanoseconds since the epoch; the copy is now as the deployment was then
 */
public record DeltasPage(long cursor, boolean hasMore) {}
