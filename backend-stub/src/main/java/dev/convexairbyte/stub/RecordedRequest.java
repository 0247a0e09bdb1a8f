package dev.convexairbyte.stub;

/**
 * A request that the stub got, without anything that could hold a key.
 *
 * @param path without the query string
 * @param status of the response; 0 where a fault closed the connection instead
 * @param bodySize the bytes of the request's body
 */
public record RecordedRequest(String method, String path, int status, long bodySize) {}
