package dev.convexairbyte.sync.catalog;

/**
 * Which of a stream's rows belong together.
 *
 * @param id of the rows that are written now
 * @param minimum of those that stay; 0 or the id
 */
public record Generation(long id, long minimum) {}
