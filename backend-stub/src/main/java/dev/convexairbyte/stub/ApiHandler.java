package dev.convexairbyte.stub;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.faults.FaultRule;
import dev.convexairbyte.stub.faults.Faults;
import dev.convexairbyte.stub.faults.Faults.Strike;
import dev.convexairbyte.stub.http.EveryRequest;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import dev.convexairbyte.stub.http.Router;
import dev.convexairbyte.stub.http.VerifiedAgainst;
import dev.convexairbyte.stub.requests.RequestLog;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.HttpException;

/**
 * Between the server and the router: lets so many requests run at once, plays faults, keeps the
 * log. The stub's own routes are spared all three, so that a test can always reach them; HTTP
 * actions have a handler of their own.
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
  private static final String API = "/api/";
  private static final String ACTIONS = ActionHandler.PREFIX + "/";

  private final Router router;
  private final ActionHandler actions;
  private final Faults faults;
  private final RequestLog log;
  private final Semaphore places = new Semaphore(MAX_RUNNING, true);

  ApiHandler(Router router, ActionHandler actions, Faults faults, RequestLog log) {
    this.router = router;
    this.actions = actions;
    this.faults = faults;
    this.log = log;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException, HttpException {
    if (exchange.path().startsWith(OWN_ROUTES)) {
      exchange.send(rightAnswer(exchange.read()));
      return;
    }
    if (exchange.path().startsWith(ACTIONS)) {
      actions.handle(exchange, exchange.target().substring(ActionHandler.PREFIX.length()));
      return;
    }
    try {
      FaultyAnswer answer = answerInPlace(exchange);
      answer.sendTo(exchange);
    } catch (RuntimeException | Error e) {
      LOGGER.log(System.Logger.Level.ERROR, "Failed to serve " + exchange.path(), e);
      throw new IOException(e);
    }
  }

  /**
   * Like the backend, which counts a request from its head on and until its answer is known: a slow
   * client takes a place while it sends, and none while it reads.
   */
  private FaultyAnswer answerInPlace(HttpExchange exchange) throws IOException, HttpException {
    takePlace(exchange.deadline());
    try {
      Request request = exchange.read(router::incoming);
      FaultyAnswer answer = answerAndRelease(request);
      FaultyAnswer inTime =
          exchange.deadline().hasPassed() ? FaultyAnswer.none(Response.empty(408)) : answer;
      log.add(LoggedRequest.of(request, inTime.status()));
      return inTime;
    } finally {
      places.release();
    }
  }

  private FaultyAnswer answerAndRelease(Request request) {
    try {
      return answer(request);
    } finally {
      request.release();
    }
  }

  private void takePlace(Deadline deadline) throws IOException {
    try {
      if (!places.tryAcquire(deadline.leftNanos(), TimeUnit.NANOSECONDS)) {
        throw new SocketTimeoutException("the request found no place");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Health checks and preflights fail only where a rule is for their path and no other. */
  private FaultyAnswer answer(Request request) {
    boolean named = !request.path().startsWith(API) || request.method().equals("OPTIONS");
    Optional<Strike> strike = faults.take(request.path(), named);
    return strike
        .map(struck -> answer(request, struck))
        .orElseGet(() -> FaultyAnswer.none(rightAnswer(request)));
  }

  private FaultyAnswer answer(Request request, Strike strike) {
    FaultRule rule = strike.rule();
    Response right = rule.carriesOut() ? rightAnswer(request) : Response.empty(200);
    boolean nothingToBreak = rule.failure().breaksBody() && !hasBody(request, right);
    faults.settle(strike, nothingToBreak);
    return nothingToBreak
        ? FaultyAnswer.none(right)
        : FaultyAnswer.of(rule.failure(), right, wrong -> router.answerWith(wrong, request));
  }

  private static boolean hasBody(Request request, Response response) {
    return response.contentType().isPresent() && !request.method().equals("HEAD");
  }

  /** A bug in the stub looks to the client like one in the backend. */
  private Response rightAnswer(Request request) {
    try {
      return router.answer(request);
    } catch (RuntimeException | Error e) {
      LOGGER.log(System.Logger.Level.ERROR, "Failed to answer " + request.path(), e);
      return Response.error(new BackendException(BackendError.INTERNAL_SERVER_ERROR));
    }
  }
}
