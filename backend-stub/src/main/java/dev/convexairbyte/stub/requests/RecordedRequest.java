package dev.convexairbyte.stub.requests;

import java.util.function.UnaryOperator;

/**
 * A request that the stub got, without anything that could hold a key.
 *
 * @param path without the query string
 * @param query without the question mark and without {@code adminKey}, its values percent-encoded
 * @param status of the response; 0 where a fault ended the connection instead
 * @param bodySize the bytes of the request's body
 * @param client what the Convex-Client header says; empty without one
 */
public record RecordedRequest(
    String method, String path, String query, int status, long bodySize, String client) {

  RecordedRequest masked(UnaryOperator<String> mask) {
    return new RecordedRequest(
        method, mask.apply(path), mask.apply(query), status, bodySize, mask.apply(client));
  }
}
