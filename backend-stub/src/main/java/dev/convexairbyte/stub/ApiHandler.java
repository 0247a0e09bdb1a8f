package dev.convexairbyte.stub;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.faults.FaultRule;
import dev.convexairbyte.stub.faults.Faults;
import dev.convexairbyte.stub.http.EveryRequest;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.Router;
import dev.convexairbyte.stub.http.VerifiedAgainst;
import dev.convexairbyte.stub.requests.RequestLog;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Between the server and the router: lets so many requests run at once, plays faults, keeps the
 * log. The stub's own routes are spared all three, so that a test can always reach them.
 */
@EveryRequest("128 requests at once; further ones wait")
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    inferred = {"a request counts from its head on"})
final class ApiHandler implements HttpHandler {

  /** As many requests as the backend takes at once. */
  static final int MAX_RUNNING = 128;

  private static final System.Logger LOGGER = System.getLogger(ApiHandler.class.getName());
  private static final String OWN_ROUTES = "/_stub/";

  private final Router router;
  private final Faults faults;
  private final RequestLog log;
  private final Semaphore places = new Semaphore(MAX_RUNNING, true);

  ApiHandler(Router router, Faults faults, RequestLog log) {
    this.router = router;
    this.faults = faults;
    this.log = log;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    if (exchange.path().startsWith(OWN_ROUTES)) {
      exchange.send(answer(exchange.read()));
      return;
    }
    // Like the backend, which counts a request from its head on: a slow body takes a place.
    takePlace();
    try {
      Request request = exchange.read();
      answer(exchange, request, faults.take(request.path()));
    } catch (RuntimeException | Error e) {
      LOGGER.log(System.Logger.Level.ERROR, "Failed to write a body", e);
      throw new IOException(e);
    } finally {
      places.release();
    }
  }

  private void takePlace() throws IOException {
    try {
      places.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private void answer(HttpExchange exchange, Request request, Optional<FaultRule> struck)
      throws IOException {
    if (struck.isEmpty()) {
      Response response = answer(request);
      log.add(LoggedRequest.of(request, response.status()));
      exchange.send(response);
      return;
    }
    FaultRule rule = struck.get();
    Response response = rule.carriesOut() ? answer(request) : Response.empty(200);
    FaultyAnswer faulty = FaultyAnswer.of(rule.failure(), response);
    log.add(LoggedRequest.of(request, faulty.status()));
    faulty.sendTo(exchange);
  }

  /** A bug in the stub looks to the client like one in the backend. */
  private Response answer(Request request) {
    try {
      return router.answer(request);
    } catch (RuntimeException | Error e) {
      LOGGER.log(System.Logger.Level.ERROR, "Failed to answer " + request.path(), e);
      return Response.error(new BackendException(BackendError.INTERNAL_SERVER_ERROR));
    }
  }
}
