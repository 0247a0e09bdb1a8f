package dev.convexairbyte.stub;

import java.io.IOException;
import org.apache.hc.core5.http.HttpException;

/** Answers the requests of a port, on the threads of their connections. */
@FunctionalInterface
interface HttpHandler {

  /**
   * Reads the request and answers it, or ends the connection. Throws HttpException where there is
   * no request, SocketTimeoutException where its time was up before an answer was begun.
   */
  void handle(HttpExchange exchange) throws IOException, HttpException;
}
