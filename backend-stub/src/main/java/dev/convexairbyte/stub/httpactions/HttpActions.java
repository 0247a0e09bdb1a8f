package dev.convexairbyte.stub.httpactions;

import dev.convexairbyte.stub.app.ActionCtx;
import dev.convexairbyte.stub.authentication.Caller;
import dev.convexairbyte.stub.authentication.Callers;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.functions.ActionContexts;
import dev.convexairbyte.stub.http.EveryRequest;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.VerifiedAgainst;
import dev.convexairbyte.stub.routing.Headers;
import dev.convexairbyte.stub.routing.HttpRouter;
import dev.convexairbyte.stub.routing.Response;
import dev.convexairbyte.stub.routing.Route;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Answers a request by the HTTP action that is routed, or as the platform does where there is none
 * or it fails. Mirrors get-convex/convex-backend,
 * crates/application/src/application_function_runner/http_routing.rs.
 */
@EveryRequest(
    "HTTP actions, below /http/ and on the site port: no CORS of their own, no body with GET, HEAD and OPTIONS")
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    inferred = {"Allow of a 405, as axum has it", "Convex-Client is not looked at"},
    decided = {
      "a body of more than 20 MiB is refused with 413 RequestTooLarge; the backend has no bound",
      "a body has arrived whole before the action runs; in the backend it is a stream",
      "every Java exception but ConvexError is an Error; the trace has its Java frames",
      "an action is given up when its request is out of time",
      "any number of them runs at once; the backend counts them among its 128 requests and the site port takes 4"
    })
public final class HttpActions {

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "DELETE", "PATCH", "PUT", "OPTIONS");
  private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "OPTIONS");

  private final Optional<HttpRouter> router;
  private final Callers callers;
  private final ActionContexts contexts;
  private final boolean redacts;
  private final RandomGenerator random;

  /**
   * @param router empty where the application has no routes
   * @param redacts whether clients are told nothing of why an action failed
   * @param random for the ids of failures
   */
  public HttpActions(
      Optional<HttpRouter> router,
      Callers callers,
      ActionContexts contexts,
      boolean redacts,
      RandomGenerator random) {
    this.router = router;
    this.callers = callers;
    this.contexts = contexts;
    this.redacts = redacts;
    this.random = random;
  }

  /**
   * The answer; what it throws while its body is written is the application's. Throws
   * IllegalArgumentException for headers that HTTP does not allow.
   *
   * @param target path and query as they came, without {@code /http}
   * @param limit after which an action is given up
   */
  public Response answer(Request request, String target, Duration limit) {
    if (!METHODS.contains(request.method())) {
      return Response.bytes(new byte[0])
          .withStatus(405)
          .withHeader("Allow", "GET,HEAD,POST,DELETE,PATCH,PUT,OPTIONS");
    }
    try {
      return route(request, ActionUrl.of(request, target), limit);
    } catch (BackendException e) {
      return Response.json(new PlatformError(e.error().code(), e.sentence()))
          .withStatus(e.error().status());
    }
  }

  /** The body of an error that is not the application's. */
  record PlatformError(String code, String message) {}

  private Response route(Request request, ActionUrl url, Duration limit) {
    if (router.isEmpty()) {
      return notFound("This Convex deployment does not have HTTP actions enabled.");
    }
    Optional<Route> route = router.get().lookup(url.pathname(), request.method());
    if (route.isEmpty()) {
      return notFound("No matching routes found");
    }
    return run(route.get(), request, url, limit);
  }

  private static Response notFound(String text) {
    return Response.text(text)
        .withStatus(404)
        .withHeader("Content-Type", "text/plain; charset=utf-8");
  }

  private Response run(Route route, Request request, ActionUrl url, Duration limit) {
    boolean hasBody = !WITHOUT_BODY.contains(request.method());
    if (hasBody && request.bodySize() > Request.MAX_KEPT_BODY) {
      throw new BackendException(BackendError.REQUEST_TOO_LARGE);
    }
    dev.convexairbyte.stub.routing.Request seen =
        new dev.convexairbyte.stub.routing.Request(
            request.method(), url.href(), headers(request), hasBody ? request.body() : null);
    try {
      Caller caller = callers.of(request.header("Authorization").orElse(null));
      String name = request.method() + " " + route.path();
      return contexts.run(name, caller, limit, ctx -> response(route, ctx, seen));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failure(e);
    } catch (Exception | Error e) {
      return failure(e);
    }
  }

  private static Response response(
      Route route, ActionCtx ctx, dev.convexairbyte.stub.routing.Request request) throws Exception {
    @Nullable Response response = route.handler().handle(ctx, request);
    if (response == null) {
      throw new IllegalStateException("HTTP actions must return a Response");
    }
    return response;
  }

  private Response failure(Throwable failure) {
    return ActionFailure.of(failure, "%016x".formatted(random.nextLong()), redacts);
  }

  private static Headers headers(Request request) {
    Headers headers = Headers.of();
    for (Map.Entry<String, List<String>> header : request.headers().entrySet()) {
      for (String value : header.getValue()) {
        headers = headers.withAdded(header.getKey(), value);
      }
    }
    return headers;
  }
}
