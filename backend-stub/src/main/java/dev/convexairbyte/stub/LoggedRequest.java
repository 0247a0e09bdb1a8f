package dev.convexairbyte.stub;

import dev.convexairbyte.stub.http.Request;
import dev.convexairbyte.stub.requests.RecordedRequest;
import java.util.regex.Pattern;

/** What of a request goes into the log: nothing that could hold a key. */
final class LoggedRequest {

  private static final Pattern CLIENT = Pattern.compile("[\\w.+-]{1,64}");

  private LoggedRequest() {}

  static RecordedRequest of(Request request, int status) {
    return of(request, request.path(), status);
  }

  static RecordedRequest of(Request request, String path, int status) {
    return new RecordedRequest(
        request.method(),
        path,
        request.query().withoutKey(),
        status,
        request.bodySize(),
        request
            .header("Convex-Client")
            .filter(client -> CLIENT.matcher(client).matches())
            .orElse(""));
  }
}
