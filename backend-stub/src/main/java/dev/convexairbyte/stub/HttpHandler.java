package dev.convexairbyte.stub;

import java.io.IOException;

/** Answers the requests of a port, on the threads of their connections. */
@FunctionalInterface
interface HttpHandler {

  /** Reads the request and answers it, or ends the connection. */
  void handle(HttpExchange exchange) throws IOException;
}
