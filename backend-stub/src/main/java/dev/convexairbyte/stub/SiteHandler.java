package dev.convexairbyte.stub;

import dev.convexairbyte.stub.http.Response;
import java.io.IOException;
import org.apache.hc.core5.http.HttpException;

/** What the site port answers while no HTTP actions are deployed. */
final class SiteHandler implements HttpHandler {

  private static final Response NOT_ENABLED =
      Response.text(404, "HTTP actions are not enabled on this deployment.");

  @Override
  public void handle(HttpExchange exchange) throws IOException, HttpException {
    exchange.read();
    exchange.send(NOT_ENABLED);
  }
}
