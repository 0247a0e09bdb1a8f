package dev.convexairbyte.stub.http;

import java.util.Set;

/** A GET route that says the same to anyone. */
abstract class FixedText implements Endpoint {

  private final String path;
  private final String text;

  FixedText(String path, String text) {
    this.path = path;
    this.text = text;
  }

  @Override
  public final Set<String> methods() {
    return Set.of("GET");
  }

  @Override
  public final String path() {
    return path;
  }

  @Override
  public final Response answer(Request request) {
    return Response.text(200, text);
  }
}
