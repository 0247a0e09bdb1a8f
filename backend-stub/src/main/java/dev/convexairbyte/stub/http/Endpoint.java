package dev.convexairbyte.stub.http;

import java.util.Set;

/** One operation of the HTTP API. */
public interface Endpoint {

  /** The methods that it is called with. */
  Set<String> methods();

  String path();

  /** Throws BackendException for every answer that is an error. */
  Response answer(Request request);
}
