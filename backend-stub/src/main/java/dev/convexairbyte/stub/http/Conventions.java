package dev.convexairbyte.stub.http;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.http.ClientVersions.State;
import java.util.function.Function;

/**
 * What the backend does with every request to its API before and after it is routed: headers of
 * Convex's own, and CORS as tower-http's layer does it. A preflight is answered here, to anyone.
 */
final class Conventions {

  private static final String API = "/api/";
  private static final String PREFLIGHT_SECONDS = "86400";

  private final ClientVersions versions = ClientVersions.standard();

  /** Answers the request, by the route where nothing speaks against it. */
  Response answer(Request request, Function<Request, Response> route) {
    if (!request.path().startsWith(API)) {
      return route.apply(request);
    }
    if (request.method().equals("OPTIONS")) {
      return preflight(request);
    }
    return withOrigin(request, answerApi(request, route));
  }

  private Response answerApi(Request request, Function<Request, Response> route) {
    try {
      State state = versions.state(request.header("Convex-Client"));
      requireRequestId(request);
      return switch (state) {
        case SUPPORTED -> route.apply(request);
        case DEPRECATED ->
            withState(route.apply(request), state, "This client is old; update it soon.");
        case UNSUPPORTED ->
            withState(
                Response.error(new BackendException(BackendError.CLIENT_VERSION_UNSUPPORTED)),
                state,
                "This client is too old; update it.");
      };
    } catch (BackendException e) {
      return Response.error(e);
    }
  }

  private static Response withState(Response response, State state, String message) {
    return response
        .with("x-convex-deprecation-state", state.wireName())
        .with("x-convex-deprecation-message", message);
  }

  /** What the backend takes for malformed was not read: here it is what no text is. */
  private static void requireRequestId(Request request) {
    boolean readable =
        request.headers("Convex-Request-Id").stream()
            .allMatch(id -> !id.isEmpty() && id.chars().allMatch(c -> c >= ' ' && c <= '~'));
    if (!readable) {
      throw new BackendException(BackendError.INVALID_REQUEST_ID);
    }
  }

  private static Response preflight(Request request) {
    Response response =
        withOrigin(request, Response.empty(200))
            .with("Access-Control-Allow-Methods", "GET,POST,OPTIONS,PATCH,DELETE,PUT")
            .with("Access-Control-Max-Age", PREFLIGHT_SECONDS);
    return request
        .header("Access-Control-Request-Headers")
        .map(asked -> response.with("Access-Control-Allow-Headers", asked))
        .orElse(response);
  }

  private static Response withOrigin(Request request, Response response) {
    Response allowed =
        response
            .with("Vary", "origin, access-control-request-method, access-control-request-headers")
            .with("Access-Control-Allow-Credentials", "true");
    return request
        .header("Origin")
        .map(origin -> allowed.with("Access-Control-Allow-Origin", origin))
        .orElse(allowed);
  }
}
