package dev.convexairbyte.stub;

import dev.convexairbyte.stub.http.EveryRequest;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.VerifiedAgainst;
import java.io.IOException;
import java.util.Set;
import org.apache.hc.core5.http.HttpException;

/**
 * The site port: HTTP actions, but for what the proxy in front of them answers itself. Mirrors
 * get-convex/convex-backend, crates/local_backend/src/proxy.rs.
 */
@EveryRequest("The site port: /version and /metrics are no routes of the application there")
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    inferred = "that other methods than GET get an empty 405",
    decided = "/metrics is empty")
final class SiteHandler implements HttpHandler {

  private static final String VERSION = "/version";
  private static final Set<String> SHADOWED = Set.of(VERSION, "/metrics");

  private final ActionHandler actions;

  SiteHandler(ActionHandler actions) {
    this.actions = actions;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException, HttpException {
    if (!SHADOWED.contains(exchange.path())) {
      actions.handle(exchange, exchange.target());
      return;
    }
    String method = exchange.read().method();
    exchange.send(
        method.equals("GET") || method.equals("HEAD")
            ? Response.text(200, exchange.path().equals(VERSION) ? "unknown" : "")
            : Response.empty(405).with("Allow", "GET,HEAD"));
  }
}
