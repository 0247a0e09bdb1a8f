package dev.convexairbyte.stub.http;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.http.ClientVersions.State;
import java.util.function.Function;

/** Looks at Convex-Client and Convex-Request-Id before a request is routed. */
@EveryRequest("Convex-Client and Convex-Request-Id, before the key is looked at")
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    inferred = "a request id is malformed where it is no printable text",
    decided = "the versions that are too old are those of the older convex-backend@0780bbe")
final class ConvexHeaders {

  private final ClientVersions versions = ClientVersions.standard();

  Response answer(Request request, Function<Request, Response> route) {
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

  private static void requireRequestId(Request request) {
    boolean readable =
        request.headers("Convex-Request-Id").stream()
            .allMatch(id -> !id.isEmpty() && id.chars().allMatch(c -> c >= ' ' && c <= '~'));
    if (!readable) {
      throw new BackendException(BackendError.INVALID_REQUEST_ID);
    }
  }
}
