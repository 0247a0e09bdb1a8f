package dev.convexairbyte.client;

import org.jspecify.annotations.Nullable;

/**
 * What follows the rows of a page. An empty page with more to come is routine.
 *
 * @param cursor where the next page starts; null exactly when there is none
 */
public record SnapshotPage(long snapshot, @Nullable String cursor, boolean hasMore) {}
