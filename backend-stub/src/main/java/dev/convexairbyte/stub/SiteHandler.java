package dev.convexairbyte.stub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.convexairbyte.stub.http.Response;
import java.io.IOException;
import java.io.OutputStream;

/** What the site port answers while no HTTP actions are deployed. */
final class SiteHandler implements HttpHandler {

  private static final Response NOT_ENABLED =
      Response.text(404, "HTTP actions are not enabled on this deployment.");

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    Responder.send(exchange, NOT_ENABLED);
  }
}
