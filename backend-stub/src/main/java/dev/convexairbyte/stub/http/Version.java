package dev.convexairbyte.stub.http;

import java.util.Set;

/** GET /version: unauthenticated, so that it proves nothing about a key. */
@VerifiedAgainst(
    value = VerifiedAgainst.BACKEND_SOURCE,
    by = VerifiedAgainst.Evidence.READ,
    decided = "the text, which is the stub's own")
public final class Version implements Endpoint {

  private final String version;

  public Version(String version) {
    this.version = version;
  }

  @Override
  public Set<String> methods() {
    return Set.of("GET");
  }

  @Override
  public String path() {
    return "/version";
  }

  @Override
  public Response answer(Request request) {
    return Response.text(200, version);
  }
}
