package dev.convexairbyte.stub.http;

import java.util.Set;
import java.util.function.Function;

/** Which requests the layers around the backend's routes see; {@code /version} is outside them. */
final class Conventions {

  private static final String API = "/api/";
  private static final Set<String> HEALTH =
      Set.of("/", "/echo", "/instance_name", "/instance_version");

  private final Cors cors = new Cors();
  private final ConvexHeaders headers = new ConvexHeaders();

  /** Answers the request, by the route where nothing speaks against it. */
  Response answer(Request request, Function<Request, Response> route) {
    if (!request.path().startsWith(API) && !HEALTH.contains(request.path())) {
      return route.apply(request);
    }
    return cors.answer(request, asked -> headers.answer(asked, route));
  }
}
