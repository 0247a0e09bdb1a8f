package dev.convexairbyte.stub.app;

import org.jspecify.annotations.Nullable;

/**
 * Which page of a query is wanted.
 *
 * @param numItems about how many documents
 * @param cursor {@link Page#continueCursor} of the page before; null for the first
 */
public record PaginationOptions(int numItems, @Nullable String cursor) {}
