package dev.convexairbyte.stub.http;

import dev.convexairbyte.stub.files.Incoming;
import java.util.Optional;
import java.util.Set;

/** One operation of the HTTP API. */
public interface Endpoint {

  /** The methods that it is called with. */
  Set<String> methods();

  /** The path; one that ends with {@code /{name}} stands for all that goes on where the name is. */
  String path();

  /** Whether a path is one that an endpoint's path stands for. */
  static boolean covers(String pathOfEndpoint, String path) {
    int name = pathOfEndpoint.indexOf('{');
    return name < 0
        ? pathOfEndpoint.equals(path)
        : path.length() > name && path.startsWith(pathOfEndpoint.substring(0, name));
  }

  /**
   * Where the body of a request is to go that may be larger than the memory; empty where it is kept
   * in memory, as far as it is kept at all.
   *
   * @param head the request without its body
   */
  default Optional<Incoming> incoming(Request head) {
    return Optional.empty();
  }

  /** Throws BackendException for every answer that is an error. */
  Response answer(Request request);
}
