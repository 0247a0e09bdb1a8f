package dev.convexairbyte.stub;

import dev.convexairbyte.stub.authentication.Caller;
import dev.convexairbyte.stub.faults.Faults;
import dev.convexairbyte.stub.http.Router;
import dev.convexairbyte.stub.httpactions.FakeContext;
import dev.convexairbyte.stub.httpactions.HttpActions;
import dev.convexairbyte.stub.requests.RecordedRequest;
import dev.convexairbyte.stub.requests.RequestLog;
import dev.convexairbyte.stub.routing.HttpRouter;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadFactory;
import java.util.function.UnaryOperator;

/** Both ports of a stub that has nothing but HTTP actions. */
final class ActionSite implements AutoCloseable {

  private static final String HOST = "127.0.0.1";

  private final RequestLog log = new RequestLog(request -> {}, UnaryOperator.identity());
  private final HttpListener site;
  private final HttpListener api;

  private ActionSite(HttpRouter router, Duration requestTimeout, ThreadFactory threads) {
    ActionHandler actions = actions(Optional.of(router), log);
    site = HttpListener.bind(HOST, 0, requestTimeout, threads);
    site.serve(new SiteHandler(actions));
    api = HttpListener.bind(HOST, 0, requestTimeout, threads);
    api.serve(new ApiHandler(new Router(List.of()), actions, new Faults(), log));
  }

  static ActionSite of(HttpRouter router) {
    return of(router, Duration.ofMinutes(5), ActionSite::daemon);
  }

  static ActionSite of(HttpRouter router, Duration requestTimeout, ThreadFactory threads) {
    return new ActionSite(router, requestTimeout, threads);
  }

  static Thread daemon(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    return thread;
  }

  /** What answers where no application is loaded. */
  static ActionHandler withoutRoutes(RequestLog log) {
    return actions(Optional.empty(), log);
  }

  private static ActionHandler actions(Optional<HttpRouter> router, RequestLog log) {
    HttpActions actions =
        new HttpActions(
            router,
            authorization -> new Caller.Anonymous(),
            FakeContext::run,
            false,
            new Random(0));
    return new ActionHandler(actions, log);
  }

  URI url() {
    return site.url();
  }

  URI apiUrl() {
    return api.url();
  }

  List<RecordedRequest> requests() {
    return log.all();
  }

  /** All that one request to the site port is answered with, headers in front. */
  String ask(String request) throws IOException {
    return ask(url(), request);
  }

  static String ask(URI port, String request) throws IOException {
    try (RawClient client = new RawClient(port)) {
      client.write(request);
      return client.rest();
    }
  }

  /** A request without a body, after which the connection ends. */
  static String request(String method, String target) {
    return "%s %s HTTP/1.1\r\nHost: site\r\nConnection: close\r\n\r\n".formatted(method, target);
  }

  /** A request with a body, after which the connection ends. */
  static String request(String method, String target, String body) {
    return "%s %s HTTP/1.1\r\nHost: site\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(method, target, body.length(), body);
  }

  @Override
  public void close() {
    site.close();
    api.close();
  }
}
