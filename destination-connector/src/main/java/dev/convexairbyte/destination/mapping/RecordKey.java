package dev.convexairbyte.destination.mapping;

/**
 * The primary key of one record, equal to that of another exactly if the backend takes both for one
 * row.
 *
 * @param canonical the key's values, one text for each key
 */
public record RecordKey(String canonical) {}
