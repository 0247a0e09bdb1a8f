package dev.convexairbyte.stub.http;

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

  /** Throws BackendException for every answer that is an error. */
  Response answer(Request request);
}
