package dev.convexairbyte.stub.admin;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.http.Authenticator;
import dev.convexairbyte.stub.http.Endpoint;
import dev.convexairbyte.stub.http.JsonBody;
import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.http.Response;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A route of the stub's own, for whoever has the full admin key. */
abstract class AdminEndpoint implements Endpoint {

  private final Authenticator authenticator;
  private final String method;
  private final String path;

  AdminEndpoint(Authenticator authenticator, String method, String path) {
    this.authenticator = authenticator;
    this.method = method;
    this.path = path;
  }

  @Override
  public final Set<String> methods() {
    return Set.of(method);
  }

  @Override
  public final String path() {
    return path;
  }

  @Override
  public final Response answer(Request request) {
    authenticator.identify(request).requireEverything();
    requireParameters(request.query().parameters().keySet());
    return administer(request);
  }

  private void requireParameters(Set<String> given) {
    Set<String> others = new LinkedHashSet<>(given);
    // The key may come so, to all routes.
    others.remove("adminKey");
    KnownKeys.requireParameters(parameters(), others);
  }

  /** The query parameters that it takes. */
  Set<String> parameters() {
    return Set.of();
  }

  abstract Response administer(Request request);

  static JsonBody body(Request request) {
    return JsonBody.of(request, Request.MAX_KEPT_BODY);
  }

  /** The field of a body that has this one only. */
  static JsonBody onlyField(Request request, String field) {
    JsonBody body = body(request);
    KnownKeys.require(body, List.of(field));
    return body.field(field);
  }

  static BackendException bad(String sentence) {
    return new BackendException(BackendError.BAD_STUB_REQUEST, sentence);
  }
}
