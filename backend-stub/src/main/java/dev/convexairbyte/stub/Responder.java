package dev.convexairbyte.stub;

import com.sun.net.httpserver.HttpExchange;
import dev.convexairbyte.stub.http.Response;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Sends responses. An exception on the way to the client leaves the exchange open, so that the
 * server drops the connection: closing it would end the cut body as if it were whole.
 */
final class Responder {

  private static final int NO_BODY = -1;
  private static final int UNKNOWN_SIZE = 0;

  private Responder() {}

  /** Sends all of it, in chunks. */
  static void send(HttpExchange exchange, Response response) throws IOException {
    setContentType(exchange, response);
    if (response.contentType().isEmpty() || exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(response.status(), NO_BODY);
      exchange.close();
      return;
    }
    exchange.sendResponseHeaders(response.status(), UNKNOWN_SIZE);
    OutputStream out = exchange.getResponseBody();
    response.writeBody(out);
    out.close();
    exchange.close();
  }

  /** Announces all of it, sends half and drops the connection; a body that is empty goes whole. */
  static void sendHalf(HttpExchange exchange, Response response) throws IOException {
    if (response.contentType().isEmpty()) {
      send(exchange, response);
      return;
    }
    LimitedOutput measure = new LimitedOutput(OutputStream.nullOutputStream(), 0);
    response.writeBody(measure);
    setContentType(exchange, response);
    exchange.sendResponseHeaders(response.status(), measure.written());
    OutputStream out = exchange.getResponseBody();
    response.writeBody(new LimitedOutput(out, measure.written() / 2));
    out.flush();
    // Closed with less written than announced, the server drops the connection.
    exchange.close();
  }

  private static void setContentType(HttpExchange exchange, Response response) {
    response
        .contentType()
        .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
  }
}
