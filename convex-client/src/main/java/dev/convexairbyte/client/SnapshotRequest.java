package dev.convexairbyte.client;

import org.jspecify.annotations.Nullable;

/**
 * Which page of which snapshot. Snapshot and selection must stay the same through a walk: a cursor
 * without its snapshot silently mixes snapshots, with another selection it silently skips rows.
 *
 * @param snapshot nanoseconds since the epoch; null for the newest
 * @param cursor where the last page ended; null for the first page
 */
public record SnapshotRequest(
    @Nullable Long snapshot, @Nullable String cursor, Selection selection) {}
