package dev.convexairbyte.stub;

import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.httpactions.HttpActions;
import dev.convexairbyte.stub.requests.RequestLog;
import dev.convexairbyte.stub.routing.Response;
import java.io.IOException;
import java.time.Duration;
import org.apache.hc.core5.http.HttpException;

/** Between the server and HTTP actions: any number at once, in time, and kept in the log. */
final class ActionHandler {

  /** Where HTTP actions are on the port of the API; the site port has them at its root. */
  static final String PREFIX = "/http";

  private final HttpActions actions;
  private final RequestLog log;

  ActionHandler(HttpActions actions, RequestLog log) {
    this.actions = actions;
    this.log = log;
  }

  /**
   * Answers a request.
   *
   * @param target path and query without the prefix
   */
  void handle(HttpExchange exchange, String target) throws IOException, HttpException {
    if (!target.startsWith("/")) {
      throw new HttpException("the target is no path");
    }
    Request request = exchange.read();
    Response answer = answer(request, target, exchange.deadline().left());
    Response inTime =
        exchange.deadline().hasPassed() ? Response.bytes(new byte[0]).withStatus(408) : answer;
    String path = PREFIX + target.split("\\?", 2)[0];
    log.add(LoggedRequest.of(request, path, inTime.status()));
    exchange.send(inTime);
  }

  private Response answer(Request request, String target, Duration limit) throws HttpException {
    try {
      return actions.answer(request, target, limit);
    } catch (IllegalArgumentException e) {
      throw new HttpException("a header that HTTP does not allow", e);
    }
  }
}
