package dev.convexairbyte.stub.http;

import java.util.Set;

/** POST /echo: gives the body back, to anyone. */
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    inferred = {"the content type", "that a body of more than 2 MiB is refused with an empty 413"})
public final class Echo implements Endpoint {

  @Override
  public Set<String> methods() {
    return Set.of("POST");
  }

  @Override
  public String path() {
    return "/echo";
  }

  @Override
  public Response answer(Request request) {
    return request.bodySize() > JsonBody.DEFAULT_LIMIT
        ? Response.empty(413)
        : Response.bytes(200, "application/octet-stream", request.body());
  }
}
