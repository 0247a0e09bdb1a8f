package dev.convexairbyte.stub.http;

import java.util.function.Function;

/** CORS as tower-http's layer does it, which answers preflights itself, to anyone. */
@EveryRequest("CORS: mirrors the origin and the headers asked for, with credentials; preflights")
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    inferred = {
      "every OPTIONS is a preflight",
      "Vary, on every answer, names the origin and both headers of preflights",
      "unknown paths below /api/ have it too, and other unknown paths do not"
    })
final class Cors {

  private static final String PREFLIGHT_SECONDS = "86400";

  Response answer(Request request, Function<Request, Response> route) {
    return request.method().equals("OPTIONS")
        ? preflight(request)
        : withOrigin(request, route.apply(request));
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
